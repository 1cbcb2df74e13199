#if os(Linux)
  import LibC

  /// What came of running a program.
  struct ProgramRun {
    /// What it exited with; -1 if a signal ended it.
    let status: Int32
    /// What it wrote to standard output.
    let output: String

    /// Whether it says that all went well.
    var succeeded: Bool { status == 0 }

    /// Runs a program, found in the usual folders, and waits for its end. What it writes to standard error is dropped.
    ///
    /// - Throws: it cannot be started.
    @discardableResult
    init(_ command: String, _ arguments: [String]) throws {
      (status, output) = try TemporaryFolder.with { folder in
        let output = "\(folder.path)/output"
        let status = try Self.status([command] + arguments, outputFile: output)
        return (status, try Self.content(of: output))
      }
    }

    private static func status(_ words: [String], outputFile: String) throws -> Int32 {
      var actions = posix_spawn_file_actions_t()
      posix_spawn_file_actions_init(&actions)
      defer { posix_spawn_file_actions_destroy(&actions) }
      posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, outputFile, O_CREAT | O_WRONLY, 0o600)
      posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
      // `posix_spawnp` would search this process's own path, which may lack the system folders.
      let arguments = (["env"] + words).map { strdup($0) } + [nil]
      let environment = [strdup("PATH=/usr/sbin:/usr/bin:/sbin:/bin"), strdup("LC_ALL=C"), nil]
      defer { for text in arguments + environment { free(text) } }
      var child: pid_t = 0
      let code = posix_spawn(&child, "/usr/bin/env", &actions, nil, arguments, environment)
      guard code == 0 else { throw SystemCallFailure(call: "posix_spawn \(words[0])", code: code) }
      var status: Int32 = 0
      try SystemCallFailure.check("waitpid", waitpid(child, &status, 0))
      return status & 0x7F == 0 ? status >> 8 & 0xFF : -1
    }

    private static func content(of file: String) throws -> String {
      let descriptor = try SystemCallFailure.check("open \(file)", open(file, O_RDONLY))
      defer { close(descriptor) }
      var content: [UInt8] = []
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      while true {
        let count = try SystemCallFailure.check("read", read(descriptor, &buffer, buffer.count))
        if count == 0 { return String(decoding: content, as: UTF8.self) }
        content += buffer.prefix(count)
      }
    }
  }
#endif
