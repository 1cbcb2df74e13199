#if os(Linux)
  import FolderAccess
  import LibC
  import Testing

  @Suite(
    "Access control lists decide for everybody except the owner",
    .enabled(if: Possible.accessControlLists, "the file system of /tmp takes no access control lists"))
  struct AccessControlListTests {
    private typealias Entry = AccessControlList.Entry
    private let stranger = People.stranger

    @Test("An entry grants a named user what the class of others would refuse")
    func namedUserGrant() throws {
      try withFolder([.named(.user, stranger.userID, 3), .unnamed(.mask, 7)], other: 0) { folder in
        #expect(stranger.finds(at: folder).isUsable)
        #expect(!Subject(userID: 42_055, groupID: stranger.groupID).finds(at: folder).isUsable)
      }
    }

    @Test("An entry refuses a named user what the class of others would grant")
    func namedUserRefusal() throws {
      try withFolder([.named(.user, stranger.userID, 5), .unnamed(.mask, 7)], other: 7) { folder in
        #expect(stranger.finds(at: folder) == refusal(folder, "user:42004:r-x", [.write]))
      }
    }

    @Test("A named user's entry decides even if a group's would grant")
    func namedUserBeforeGroup() throws {
      let entries: [Entry] = [
        .named(.user, stranger.userID, 4), .named(.group, stranger.groupID, 7), .unnamed(.mask, 7),
      ]
      try withFolder(entries, other: 7) { folder in
        #expect(stranger.finds(at: folder) == refusal(folder, "user:42004:r--", [.write, .search]))
      }
    }

    @Test("The mask limits what a named user is granted, and the entry is shown with the mask applied")
    func mask() throws {
      try withFolder([.named(.user, stranger.userID, 7), .unnamed(.mask, 5)], other: 7) { folder in
        #expect(stranger.finds(at: folder) == refusal(folder, "user:42004:r-x", [.write]))
      }
    }

    @Test("chmod on a folder with a list changes the mask, not the owning group's entry")
    func changedMask() throws {
      try withFolder([.unnamed(.mask, 7), .named(.user, 42_055, 7)], owningGroup: 7, other: 0) { folder in
        #expect(People.colleague.finds(at: folder).isUsable)
        try SystemCallFailure.check("chmod", chmod(folder, 0o750))
        #expect(People.colleague.finds(at: folder) == refusal(folder, "group::r-x", [.write]))
      }
    }

    @Test("The mode's group bits are the mask: they are not the permissions of the owning group")
    func groupBits() throws {
      try withFolder([.named(.user, 42_055, 7), .unnamed(.mask, 7)], owningGroup: 1, other: 0) { folder in
        let mode = try metadata(of: folder).st_mode
        #expect(mode & 0o070 == 0o070)
        #expect(People.guest.finds(at: folder) == refusal(folder, "group::--x", [.write]))
      }
    }

    @Test("A named group grants by way of a supplementary group")
    func namedGroup() throws {
      let member = Subject(userID: 42_055, groupID: 42_155, supplementaryGroups: [42_160])
      try withFolder([.named(.group, 42_160, 3), .unnamed(.mask, 7)], other: 0) { folder in
        #expect(member.finds(at: folder).isUsable)
      }
    }

    @Test("One group must grant everything; of several that do not, the closest is named")
    func halves() throws {
      let member = Subject(userID: 42_055, groupID: 42_155, supplementaryGroups: [42_160, 42_161])
      let entries: [Entry] = [
        .named(.group, 42_155, 4), .named(.group, 42_160, 1), .named(.group, 42_161, 2), .unnamed(.mask, 7),
      ]
      try withFolder(entries, other: 7) { folder in
        #expect(member.finds(at: folder) == refusal(folder, "group:42160:--x", [.write]))
      }
    }

    @Test("The class of others decides for a user without an entry")
    func other() throws {
      try withFolder([.named(.user, 42_055, 7), .unnamed(.mask, 7)], other: 5) { folder in
        let expected = Obstacle.modeBits(path: folder, mode: 0o775, decidedBy: .other, lacking: [.write])
        #expect(stranger.finds(at: folder) == .notWritable(expected))
      }
    }

    @Test("The owner's bits decide for the owner, whatever the list says")
    func owner() throws {
      let entries: [Entry] = [.named(.user, People.owner.userID, 7), .unnamed(.mask, 7)]
      try withFolder(entries, other: 7) { folder in
        try SystemCallFailure.check("chmod", chmod(folder, 0o577))
        let expected = Obstacle.modeBits(path: folder, mode: 0o577, decidedBy: .owner, lacking: [.write])
        #expect(People.owner.finds(at: folder) == .notWritable(expected))
      }
    }

    @Test("Linux ignores a list with an empty mask: the class of others decides for a named user")
    func emptyMask() throws {
      try withFolder([.named(.user, stranger.userID, 0), .unnamed(.mask, 0)], other: 7) { folder in
        #expect(stranger.finds(at: folder).isUsable)
      }
    }

    @Test("A list on an ancestor can refuse search")
    func ancestor() throws {
      try withFolder([.named(.user, stranger.userID, 6), .unnamed(.mask, 7)], other: 7) { folder in
        let expected = Obstacle.accessControlList(path: folder, entry: "user:42004:rw-", lacking: [.search])
        let found = stranger.finds(at: "\(folder)/drop")
        #expect(found == .notWritable(.ancestor(path: folder, because: expected)))
      }
    }

    @Test("Root passes every list")
    func root() throws {
      try withFolder([.named(.user, 0, 0), .named(.group, 0, 0), .unnamed(.mask, 7)], other: 0) { folder in
        #expect(People.root.finds(at: folder).isUsable)
      }
    }

    private func refusal(_ folder: String, _ entry: String, _ lacking: Set<Permission>) -> FolderCondition {
      .notWritable(.accessControlList(path: folder, entry: entry, lacking: lacking))
    }

    private func withFolder(
      _ entries: [Entry], owningGroup: UInt32 = 5, other: UInt32, _ body: (String) throws -> Void
    ) throws {
      try TemporaryFolder.with { temporary in
        let folder = try temporary.ownedFolder("drop", mode: 0o755)
        let basis: [Entry] = [.unnamed(.owner, 7), .unnamed(.owningGroup, owningGroup), .unnamed(.other, other)]
        try AccessControlList(entries: basis + entries).store(at: folder)
        try body(folder)
      }
    }
  }
#endif
