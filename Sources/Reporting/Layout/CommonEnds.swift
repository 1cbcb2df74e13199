/// The number of elements that two lists have in common at both ends; those in between differ.
struct CommonEnds {
  /// The number of elements at the start.
  let head: Int
  /// The number of elements at the end, not counting those at the start.
  let tail: Int

  /// Compares two lists. Takes time in proportion to the number of common elements.
  init<Element>(_ left: [Element], _ right: [Element], by areEqual: (Element, Element) -> Bool) {
    let head = zip(left, right).prefix(while: areEqual).count
    self.head = head
    tail = zip(left.dropFirst(head).reversed(), right.dropFirst(head).reversed()).prefix(while: areEqual).count
  }
}
