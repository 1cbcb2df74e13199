/// How much two lists have in common at their ends: what is between differs.
struct CommonEnds {
  /// The number of elements at the start.
  let head: Int
  /// The number of elements at the end, none of which is counted at the start.
  let tail: Int

  /// Compares two lists. Takes time in proportion to what they have in common.
  init<Element>(_ left: [Element], _ right: [Element], by areEqual: (Element, Element) -> Bool) {
    let head = zip(left, right).prefix(while: areEqual).count
    self.head = head
    tail = zip(left.dropFirst(head).reversed(), right.dropFirst(head).reversed()).prefix(while: areEqual).count
  }
}
