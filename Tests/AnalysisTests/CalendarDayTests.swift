import Linting
import Testing

@testable import Language

@Suite("Calendar days")
struct CalendarDayTests {
  @Test(
    "A day is written as YYYY-MM-DD and reads back",
    arguments: ["0000-01-01", "1970-01-01", "2026-12-01", "9999-12-31"])
  func roundTrip(text: String) throws {
    #expect(try CalendarDay(text).description == text)
  }

  @Test(
    "Anything else is malformed",
    arguments: [
      "", "2026", "2026-12", "2026-12-1", "26-12-01", "2026-12-01-", "2026/12/01", "01.12.2026", "20261201",
      "2026-12-0a",
      "+026-12-01", "2026-12-01T00:00", " 2026-12-01", "２０２６-12-01", "-026-12-01", "2026--1-01",
    ])
  func malformed(text: String) {
    #expect(throws: CalendarDay.Problem.malformed) { try CalendarDay(text) }
  }

  @Test(
    "A day that does not exist is impossible",
    arguments: [
      "2026-00-01", "2026-13-01", "2026-01-00", "2026-01-32", "2026-04-31", "2026-06-31", "2026-09-31", "2026-11-31",
      "2026-02-29", "2100-02-29", "1900-02-29", "2024-02-30",
    ])
  func impossible(text: String) {
    #expect(throws: CalendarDay.Problem.impossible) { try CalendarDay(text) }
  }

  @Test("Leap days exist", arguments: ["2024-02-29", "2000-02-29", "0000-02-29", "2400-02-29"])
  func leapDays(text: String) throws {
    #expect(try CalendarDay(text).description == text)
  }

  @Test("Days are ordered by time")
  func order() throws {
    let days = try ["2025-12-31", "2026-01-01", "2026-01-02", "2026-02-01", "2027-01-01"].map { try CalendarDay($0) }
    #expect(days == days.shuffled().sorted())
  }

  @Test("Each day from 0000-01-01 to 9999-12-31 follows the one before it, and 1970-01-01 is day 0")
  func count() throws {
    #expect(CalendarDay(daysSince1970: 0) == CalendarDay(year: 1970, month: 1, day: 1))
    var days = 0
    var expected = -719_528
    for year in 0...9999 {
      for month in 1...12 {
        for day in 1...31 {
          guard let date = CalendarDay(year: year, month: month, day: day) else { continue }
          guard CalendarDay(daysSince1970: expected) == date else {
            Issue.record("day \(expected) is \(CalendarDay(daysSince1970: expected)), not \(date)")
            return
          }
          days += 1
          expected += 1
        }
      }
    }
    #expect(days == 3_652_425)
  }

  @Test("A date beyond the calendar becomes its first or last day")
  func beyond() {
    #expect(CalendarDay(daysSince1970: .min / 2).description == "0000-01-01")
    #expect(CalendarDay(daysSince1970: .max / 2).description == "9999-12-31")
  }

  @Test("Today is in this century")
  func today() {
    #expect((2026...2099).contains(CalendarDay.today.year))
  }
}
