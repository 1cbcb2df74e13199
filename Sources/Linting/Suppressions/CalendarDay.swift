import LibC

/// A day of the Gregorian calendar, from 0000-01-01 to 9999-12-31, in UTC.
public struct CalendarDay: Sendable, Hashable, Comparable {
  /// The year, from 0 to 9999.
  public let year: Int
  /// The month, from 1 to 12.
  public let month: Int
  /// The day of the month, from 1.
  public let day: Int

  /// Makes a day; nil if the calendar does not have it.
  public init?(year: Int, month: Int, day: Int) {
    guard (0...9999).contains(year), (1...12).contains(month), day >= 1, day <= Self.length(ofMonth: month, in: year)
    else { return nil }
    self.init(known: year, month, day)
  }

  private init(known year: Int, _ month: Int, _ day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  /// Reads a day in the form `YYYY-MM-DD`.
  ///
  /// - Throws: ``Problem`` if the form is wrong or the calendar has no such day.
  public init(_ text: some StringProtocol) throws(Problem) {
    let fields = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    guard fields.map(\.count) == [4, 2, 2], fields.joined().allSatisfy({ digits ~= $0 }) else { throw .malformed }
    let numbers = fields.map { $0.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) } }
    guard let day = CalendarDay(year: numbers[0], month: numbers[1], day: numbers[2]) else { throw .impossible }
    self = day
  }

  /// Why a text is not a day.
  public enum Problem: Error, Sendable, Equatable {
    /// It is not four, two and two digits with hyphens between them.
    case malformed
    /// The calendar has no such day.
    case impossible
  }

  /// Today by the machine's clock, in UTC.
  public static var today: CalendarDay { CalendarDay(daysSince1970: Int(time(nil)) / secondsPerDay) }

  /// The day that is `days` after 1970-01-01, clamped to the first and last day of the calendar.
  package init(daysSince1970 days: Int) {
    // Years are counted from March here, so that a leap day is the last day of its year. Day 0 is 0000-03-01.
    let days = min(max(days + Self.daysFromMarch0To1970, Self.daysFromMarch0ToJanuary0), Self.daysFromMarch0ToEnd)
    let era = (days < 0 ? days - Self.daysPerEra + 1 : days) / Self.daysPerEra
    let dayOfEra = days - era * Self.daysPerEra
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    // From March on, five months have 153 days.
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    self.init(
      known: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
  }

  private static let secondsPerDay = 86_400
  private static let daysPerEra = 146_097
  private static let daysFromMarch0To1970 = 719_468
  private static let daysFromMarch0ToJanuary0 = -60
  private static let daysFromMarch0ToEnd = 3_652_364

  private static func length(ofMonth month: Int, in year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Orders by time.
  public static func < (left: CalendarDay, right: CalendarDay) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }
}

extension CalendarDay: CustomStringConvertible {
  /// The day as `YYYY-MM-DD`.
  public var description: String {
    "\(Self.padded(year, to: 4))-\(Self.padded(month, to: 2))-\(Self.padded(day, to: 2))"
  }

  private static func padded(_ number: Int, to width: Int) -> String {
    let digits = "\(number)"
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
