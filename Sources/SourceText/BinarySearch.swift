extension RandomAccessCollection where Index == Int {
  /// The index of the first element in the second part; the end index if there is none. The elements of the second part
  /// must follow all others. Takes logarithmic time.
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
