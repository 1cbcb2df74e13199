/// What a command does, with the values of all its options: they need not come from the argument parser.
protocol CommandRun {
  /// Refuses values that exclude each other.
  ///
  /// - Throws: `ValidationError` with what excludes what.
  func validate() throws

  /// Does it.
  ///
  /// - Throws: The exit status, if it is not 0; ``Failure`` or `FileStoreError` for what went wrong.
  func run() throws
}
