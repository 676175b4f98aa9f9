// SPDX-License-Identifier: Apache-2.0

/// An array that shares what it can with its copies: changing one element of a copied array of n elements costs
/// O(`blockSize` + n / `blockSize`), where an `Array` would be copied as a whole.
///
/// A job of 10,000 trials is looked at by displays and optimizers while it goes on; each of them holds a snapshot,
/// and each event would otherwise copy every trial. Where no copy is held, a change and an append are O(1).
public struct PersistentArray<Element> {
  /// In elements.
  @inlinable static var blockSize: Int { 64 }

  /// All full but for the last one, so that equal arrays have equal blocks.
  @usableFromInline var blocks: [[Element]] = []

  @inlinable public init() {}

  /// Adds an element at the end. Amortised O(1).
  @inlinable public mutating func append(_ element: Element) {
    if let last = blocks.indices.last, blocks[last].count < Self.blockSize {
      blocks[last].append(element)
    } else {
      blocks.append([element])
    }
  }
}

extension PersistentArray: RandomAccessCollection, MutableCollection {
  @inlinable public var startIndex: Int { 0 }
  @inlinable public var endIndex: Int {
    blocks.last.map { (blocks.count - 1) * Self.blockSize + $0.count } ?? 0
  }

  @inlinable public subscript(position: Int) -> Element {
    get { blocks[position / Self.blockSize][position % Self.blockSize] }
    _modify { yield &blocks[position / Self.blockSize][position % Self.blockSize] }
  }
}

extension PersistentArray: ExpressibleByArrayLiteral {
  @inlinable public init(arrayLiteral elements: Element...) { self.init(elements) }

  /// The elements of a sequence, in its order.
  @inlinable public init(_ elements: some Sequence<Element>) {
    for element in elements { append(element) }
  }
}

extension PersistentArray: Sendable where Element: Sendable {}
extension PersistentArray: Equatable where Element: Equatable {}
extension PersistentArray: Hashable where Element: Hashable {}
