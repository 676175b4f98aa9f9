// SPDX-License-Identifier: Apache-2.0
import AttuneStudy
import Testing

@Suite struct `An array that shares with its copies` {
  /// A little below, at and above what fits into whole blocks.
  private static let counts = [0, 1, 2, 63, 64, 65, 127, 128, 129, 1_000]

  @Test(arguments: counts)
  func `is a collection like any other`(count: Int) {
    let elements = (0..<count).map { $0 * 7 }
    let array = PersistentArray(elements)
    #expect(array.count == count && array.isEmpty == elements.isEmpty)
    #expect(Array(array) == elements && array.indices.map { array[$0] } == elements)
    #expect(array.last == elements.last && array.reversed() == elements.reversed())
    #expect(Array(array.dropFirst(3)) == Array(elements.dropFirst(3)))
  }

  @Test(arguments: counts.dropFirst())
  func `leaves a copy as it was`(count: Int) {
    var array = PersistentArray(0..<count)
    let copy = array
    array[count / 2] = -1
    array.append(count)
    #expect(Array(copy) == Array(0..<count))
    #expect(array.count == count + 1 && array[count / 2] == -1 && array[count] == count)
    var expected = Array(0...count)
    expected[count / 2] = -1
    #expect(Array(array) == expected)
  }

  @Test func `is equal to what has the same elements, however it came to them`() {
    var grown: PersistentArray<Int> = []
    for number in 0..<200 { grown.append(number) }
    var changed = PersistentArray(Array(repeating: 0, count: 200))
    for number in changed.indices { changed[number] = number }
    #expect(grown == changed && grown.hashValue == changed.hashValue)
    changed[199] = 0
    #expect(grown != changed)
  }

  @Test func `copies a block where one element of a copied array changes`() {
    final class Box: Sendable {}
    var array = PersistentArray((0..<1_000).map { _ in Box() })
    let copy = array
    array[500] = Box()
    #expect(zip(array, copy).count { $0 !== $1 } == 1)
  }
}
