/// What is the same in the configuration of every installation.
enum PostfixText {
  /// The first line of every file.
  static let head = "# Written by smtpconf: change the configuration and build again.\n"

  /// A file: its first line, what is there already, and a text that begins in a line of its own.
  static func after(_ base: [UInt8], _ text: String) -> [UInt8] {
    let gap = base.isEmpty || base.last == UInt8(ascii: "\n") ? "" : "\n"
    return Array(head.utf8) + base + Array((gap + text).utf8)
  }

  /// Refusals of the login or of the client: another server may accept the mail, so it is not returned (RFC 4954,
  /// section 6; RFC 3463).
  static let replies = "/^5(23|24|3[0458])([ -].*)?$/ 4$1$2\n"

  /// What Postfix itself says about a chain at whose end no server could be used: the mail waits instead of being
  /// returned.
  static let statuses = """
    /^5(\\.4\\.4 (unable to look up host|Host or domain name not found).*)/ 4$1
    /^5(\\.4\\.6 mail for .* loops back to myself.*)/ 4$1
    /^5(\\.[0-9]+\\.[0-9]+ host [^ ]+ refused to talk to me: .*)/ 4$1

    """

  /// Writes a message into a folder as the SMTP service of IIS expects it there: `drop-mail FOLDER SENDER RECIPIENT…`.
  ///
  /// The file appears complete or not at all; any failure is temporary (75, EX_TEMPFAIL in sysexits.h), so that the
  /// message stays in the queue.
  static let dropMail = """
    #!/bin/sh
    # Written by smtpconf: change the configuration and build again.
    set -u
    umask 077
    fail() { exit 75; }
    trap fail HUP INT TERM
    folder=$1
    sender=$2
    shift 2
    cd "$folder" || fail
    name=$(date -u +%Y%m%d%H%M%S)-$$-$(od -An -N8 -tx8 /dev/urandom | tr -d ' \\n') || fail
    temporary=.$name.tmp
    trap 'rm -f "$temporary"; exit 75' HUP INT TERM
    {
      printf 'X-Sender: %s\\r\\n' "$sender" &&
        for recipient; do printf 'X-Receiver: %s\\r\\n' "$recipient" || exit 1; done &&
        sed 's/$/\\r/'
    } >"$temporary" && chmod 644 "$temporary" && sync "$temporary" && ln "$temporary" "$name.eml"
    status=$?
    rm -f "$temporary"
    [ "$status" -eq 0 ] || fail

    """
}
