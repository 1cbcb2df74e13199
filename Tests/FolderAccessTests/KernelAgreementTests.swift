#if os(Linux)
  import FolderAccess
  import LibC
  import TestSupport
  import Testing

  /// Folders with random owners, modes and lists; random users; and for each pair the kernel's answer when that user
  /// really tries to create a file there.
  @Suite(
    "The inspector agrees with the kernel",
    .enabled(if: Possible.becomingOthers && Possible.accessControlLists, "needs root and access control lists"))
  struct KernelAgreementTests {
    private static let users: [UInt32] = [42_001, 42_002, 42_003]
    private static let groups: [UInt32] = [42_101, 42_102, 42_103]

    @Test("A file can be created in exactly the folders that are found usable", arguments: [1, 2, 3])
    func agreement(seed: Int) throws {
      var random = SeededGenerator(seed: seed)
      try TemporaryFolder.with { temporary in
        let folders = try (0..<60).map { try Self.randomFolder(in: temporary, number: $0, &random) }
        for number in 0..<12 {
          let subject = Self.randomSubject(&random)
          let attempts = try Self.attempts(by: subject, number: number, in: folders)
          for (folder, attempt) in zip(folders, attempts) {
            let found = subject.finds(at: folder)
            #expect(
              attempt.agrees(with: found),
              "seed \(seed), \(subject), the kernel: \(attempt), found: \(found)")
          }
        }
      }
    }

    /// What the kernel let a user do.
    private struct Attempt {
      let passedAncestor: Bool
      let created: Bool

      func agrees(with found: FolderCondition) -> Bool {
        switch found {
        case .usable: created
        case .notWritable(.ancestor(_, because: .modeBits)), .notWritable(.ancestor(_, because: .accessControlList)):
          !created && !passedAncestor
        case .notWritable(.modeBits), .notWritable(.accessControlList): !created && passedAncestor
        default: false
        }
      }
    }

    /// Lets a shell, running as the subject, create a file in each folder.
    private static func attempts(by subject: Subject, number: Int, in folders: [String]) throws -> [Attempt] {
      let script = """
        for folder do
          if [ -x "${folder%/*}" ]; then printf p; else printf -; fi
          if { true > "$folder/drop-\(number)"; } 2> /dev/null; then echo c; else echo -; fi
        done
        """
      let groups = subject.supplementaryGroups.map(String.init).joined(separator: ",")
      let identity = [
        "--reuid=\(subject.userID)", "--regid=\(subject.groupID)",
        groups.isEmpty ? "--clear-groups" : "--groups=\(groups)",
      ]
      let run = try ProgramRun("setpriv", identity + ["sh", "-c", script, "sh"] + folders)
      let lines = run.output.split(separator: "\n")
      try #require(lines.count == folders.count)
      return lines.map { Attempt(passedAncestor: $0.hasPrefix("p"), created: $0.hasSuffix("c")) }
    }
  }

  extension KernelAgreementTests {
    private static func randomFolder(
      in temporary: TemporaryFolder, number: Int, _ random: inout SeededGenerator
    ) throws -> String {
      let ancestor = try temporary.folder("\(number)")
      let folder = try temporary.folder("\(number)/drop")
      try randomize(folder, &random)
      try randomize(ancestor, &random)
      return folder
    }

    private static func randomize(_ folder: String, _ random: inout SeededGenerator) throws {
      let owner = users[Int.random(in: 0..<users.count, using: &random)]
      let group = groups[Int.random(in: 0..<groups.count, using: &random)]
      try SystemCallFailure.check("chown", chown(folder, owner, group))
      if Bool.random(using: &random) { try randomList(&random).store(at: folder) }
      // With a list this changes the owner's entry, the mask and the class "other".
      if Int.random(in: 0..<3, using: &random) > 0 {
        let mode = bits(&random) << 6 | bits(&random) << 3 | bits(&random)
        try SystemCallFailure.check("chmod", chmod(folder, mode_t(mode)))
      }
    }

    private static func randomList(_ random: inout SeededGenerator) -> AccessControlList {
      var entries: [AccessControlList.Entry] = [.owner, .owningGroup, .other, .mask].map {
        .unnamed($0, bits(&random))
      }
      for user in users where Bool.random(using: &random) { entries.append(.named(.user, user, bits(&random))) }
      for group in groups where Bool.random(using: &random) { entries.append(.named(.group, group, bits(&random))) }
      return AccessControlList(entries: entries)
    }

    private static func randomSubject(_ random: inout SeededGenerator) -> Subject {
      let others = groups.filter { _ in Int.random(in: 0..<3, using: &random) == 0 }
      return Subject(
        userID: users.randomElement(using: &random) ?? 42_001, groupID: groups.randomElement(using: &random) ?? 42_101,
        supplementaryGroups: Set(others))
    }

    /// A digit of a mode, usually with search permission, so that some ancestors can be passed; sometimes 0.
    private static func bits(_ random: inout SeededGenerator) -> UInt32 {
      if Int.random(in: 0..<8, using: &random) == 0 { return 0 }
      let search: UInt32 = Int.random(in: 0..<5, using: &random) > 0 ? 1 : 0
      return UInt32.random(in: 0...3, using: &random) << 1 | search
    }
  }
#endif
