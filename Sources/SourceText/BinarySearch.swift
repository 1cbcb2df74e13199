extension RandomAccessCollection where Index == Int {
  /// The first place whose element, and that of all after it, belongs to the second part; the end if none does. The parts are
  /// in order. Takes logarithmic time.
  package func partitioningIndex(where belongsToSecondPart: (Element) -> Bool) -> Int {
    var low = startIndex
    var high = endIndex
    while low < high {
      let middle = low + (high - low) / 2
      if belongsToSecondPart(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
