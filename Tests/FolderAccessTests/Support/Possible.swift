#if os(Linux)
  import FolderAccess
  import LibC

  /// What can be tested here. What cannot is reported once on standard error, so that it does not seem tested.
  enum Possible {
    /// Becoming other users.
    static let becomingOthers = attempt("becoming another user (setpriv, as root)") {
      guard geteuid() == 0 else { return false }
      return try ProgramRun("setpriv", ["--reuid=42001", "--regid=42001", "--clear-groups", "true"]).succeeded
    }

    /// Mounting file systems in memory.
    static let mounting = attempt("mounting a file system (as root)") {
      try TemporaryFolder.with { folder in
        try Mount.with(["-t", "tmpfs", "tmpfs"], at: try folder.folder("mount")) { true }
      }
    }

    /// Mounting a file system from an image file.
    static let mountingImages = attempt("mounting an ext4 image (mkfs.ext4 and a loop device, as root)") {
      try TemporaryFolder.with { folder in
        try Mount.withSmallExt4(in: folder) { _ in true }
      }
    }

    /// Setting the immutable attribute.
    static let immutability = attempt("chattr +i (as root, on a file system that has it)") {
      try TemporaryFolder.with { folder in
        try Immutable.with(try folder.folder("immutable")) { path in mkdir("\(path)/new", 0o755) != 0 }
      }
    }

    /// Setting access control lists in the folder for temporary files.
    static let accessControlLists = attempt("access control lists (not in this file system)") {
      try TemporaryFolder.with { folder in
        try AccessControlList(entries: [
          .unnamed(.owner, 7), .named(.user, 42_001, 7), .unnamed(.owningGroup, 5), .unnamed(.mask, 7),
          .unnamed(.other, 5),
        ]).store(at: folder.path)
        return true
      }
    }

    private static func attempt(_ what: String, _ trial: () throws -> Bool) -> Bool {
      let succeeded = (try? trial()) ?? false
      if !succeeded { complain("warning: not tested here: \(what)") }
      return succeeded
    }
  }

  /// File systems mounted for the duration of a test.
  enum Mount {
    /// Mounts a file system at `folder` with mount's `arguments`, and unmounts it in any case.
    ///
    /// - Throws: it cannot be mounted, or what `body` throws.
    static func with<Result>(_ arguments: [String], at folder: String, _ body: () throws -> Result) throws -> Result {
      try require("mount", arguments + [folder])
      defer { unmount(folder) }
      return try body()
    }

    /// Shows `folder` a second time at `place`, read-only.
    ///
    /// - Throws: it cannot be mounted, or what `body` throws.
    static func withReadOnly<Result>(
      _ folder: String, at place: String, _ body: () throws -> Result
    ) throws -> Result {
      try with(["--bind", folder], at: place) {
        try require("mount", ["-o", "remount,bind,ro", place])
        return try body()
      }
    }

    /// Mounts an ext4 file system of 2 MiB, half of which is reserved for root, and passes its path to `body`.
    ///
    /// - Throws: it cannot be made or mounted, or what `body` throws.
    static func withSmallExt4<Result>(
      in folder: TemporaryFolder, _ body: (String) throws -> Result
    ) throws -> Result {
      let image = try folder.file("image")
      try SystemCallFailure.check("truncate", truncate(image, 2 << 20))
      try require("mkfs.ext4", ["-q", "-m", "50", image])
      let place = try folder.folder("ext4")
      return try with(["-o", "loop", image], at: place) { try body(place) }
    }

    private static func unmount(_ folder: String) {
      if let run = try? ProgramRun("umount", [folder]), run.succeeded { return }
      if let run = try? ProgramRun("umount", ["-l", folder]), run.succeeded { return }
      complain("warning: \(folder) could not be unmounted")
    }
  }

  /// The immutable attribute for the duration of a test.
  enum Immutable {
    /// Sets the attribute on `folder` and removes it in any case.
    ///
    /// - Throws: it cannot be set, or what `body` throws.
    static func with<Result>(_ folder: String, _ body: (String) throws -> Result) throws -> Result {
      try require("chattr", ["+i", folder])
      defer {
        if (try? require("chattr", ["-i", folder])) == nil { complain("warning: \(folder) is still immutable") }
      }
      return try body(folder)
    }
  }

  /// Runs a program that must succeed.
  ///
  /// - Throws: it cannot be started, or does not succeed.
  func require(_ command: String, _ arguments: [String]) throws {
    let run = try ProgramRun(command, arguments)
    guard run.succeeded else { throw ProgramFailure(command: ([command] + arguments).joined(separator: " ")) }
  }

  /// A program that had to succeed did not.
  struct ProgramFailure: Error {
    /// The command with its arguments.
    let command: String
  }
#endif
