import FolderAccess
import LibC
import Testing

@Suite("Who would write: --as-user and --as-group")
struct SubjectTests {
  @Test("Neither: the running process")
  func neither() throws {
    let subject = try Subject.lookUp(user: nil, group: nil)
    #expect(subject == .currentProcess)
    #expect(subject.isCurrentProcess)
    #expect(subject.userID == geteuid())
    #expect(subject.groupID == getegid())
  }

  @Test("A user by name or by number, with the primary group")
  func user() throws {
    let byName = try Subject.lookUp(user: "root", group: nil)
    #expect(try Subject.lookUp(user: "0", group: nil) == byName)
    #expect(byName.userID == 0)
    #expect(byName.groupID == 0)
    #expect(byName.isRoot)
    #expect(byName.belongs(to: 0))
  }

  @Test("A named user is not the running process, even if it is the same user")
  func notTheProcess() throws {
    let subject = try Subject.lookUp(user: "\(geteuid())", group: "\(getegid())")
    #expect(!subject.isCurrentProcess)
    #expect(subject.userID == geteuid())
  }

  @Test("A group takes the primary group's place, by name or by number")
  func userAndGroup() throws {
    let known = try Subject.lookUp(user: "root", group: "daemon")
    let group = try #require(getgrnam("daemon")).pointee.gr_gid
    #expect(known.groupID == group)
    #expect(try Subject.lookUp(user: "root", group: "\(group)") == known)
    #expect(try Subject.lookUp(user: "root", group: "424242").groupID == 424_242)
  }

  @Test("A group alone is combined with the current user, for whom only the bits decide")
  func groupAlone() throws {
    let subject = try Subject.lookUp(user: nil, group: "424242")
    #expect(subject.userID == geteuid())
    #expect(subject.groupID == 424_242)
    #expect(!subject.isCurrentProcess)
    #expect(subject.supplementaryGroups == Subject.currentProcess.supplementaryGroups)
  }

  #if os(Linux)
    @Test("A user's groups are those that list it, the same as id reports")
    func supplementaryGroups() throws {
      for user in ["root", "daemon", "mail", "nobody"] {
        let run = try ProgramRun("id", ["-G", user])
        guard run.succeeded else { continue }
        let expected = Set(run.output.split(whereSeparator: \.isWhitespace).compactMap { UInt32($0) })
        let subject = try Subject.lookUp(user: user, group: nil)
        #expect(subject.supplementaryGroups.union([subject.groupID]) == expected, "\(user)")
      }
    }

    @Test("The running process has the groups that id reports")
    func processGroups() throws {
      let expected = try ProgramRun("id", ["-G"]).output.split(whereSeparator: \.isWhitespace)
      let process = Subject.currentProcess
      #expect(
        process.supplementaryGroups.union([process.groupID]) == Set(expected.compactMap { UInt32($0) }))
    }
  #endif

  @Test(
    "An unknown user is named",
    arguments: ["no-such-user", "", "root\0", "0x0", "-1", "+0", " 0", "٣", "4294967295", "4294967296"])
  func unknownUser(name: String) {
    #expect(throws: SubjectError.unknownUser(name)) { try Subject.lookUp(user: name, group: nil) }
  }

  @Test("An unknown group is named", arguments: ["no-such-group", "", "root\0x", "-1", "4294967295"])
  func unknownGroup(name: String) {
    #expect(throws: SubjectError.unknownGroup(name)) { try Subject.lookUp(user: nil, group: name) }
    #expect(throws: SubjectError.unknownGroup(name)) { try Subject.lookUp(user: "root", group: name) }
  }

  @Test("A number without an account requires a group")
  func unknownNumber() throws {
    #expect(throws: SubjectError.noPrimaryGroup(userID: 424_242)) {
      try Subject.lookUp(user: "424242", group: nil)
    }
    let subject = try Subject.lookUp(user: "424242", group: "0")
    #expect(subject == Subject(userID: 424_242, groupID: 0))
  }

  @Test("The message has the name and the limits of a static build")
  func message() {
    let message = "\(SubjectError.unknownUser("mali"))"
    #expect(message.contains("`mali`"))
    #expect(message.contains("/etc/passwd and /etc/group"))
  }
}
