// SPDX-License-Identifier: Apache-2.0

extension TagMatch {
  /// The ways in which a tag can be meant, best first. `X` is the wanted tag without `val_` or `epoch_val_`.
  public enum Rule: Int, Sendable, Hashable, CaseIterable {
    /// The tag itself.
    case exact
    /// `<run>/<tag>`, as TensorBoard shows a tag with its run.
    case runAndTag
    /// The tag was left out: any tag that ends with the default one.
    case defaultSuffix
    /// `val_X` as `epoch_X` in `validation`.
    case validationEpoch
    /// `val_X` as `X` in `validation`.
    case validation
    /// `val_X` as `epoch_val_X`, or the other way round: training and validation share a directory.
    case sharedValidation
    /// `X` as `epoch_X` in `train`.
    case trainEpoch
    /// `X` as `epoch_X` anywhere else.
    case sharedEpoch

    enum Place: Hashable {
      case preferred, other

      init(isPreferred: Bool) { self = isPreferred ? .preferred : .other }
    }

    /// Where the tag stands if this rule takes it for `name`; nil if it does not.
    func place(of written: WrittenTag, spelled name: String) -> Place? {
      switch self {
      case .exact: written.tag == name ? written.usualPlace : nil
      case .runAndTag: written.isShown(as: name) ? .preferred : nil
      case .defaultSuffix:
        name == TagResolution.defaultTag && written.tag.hasSuffix(name) ? written.usualPlace : nil
      case .validationEpoch: inDirectory("validation", written, TagSpelling.validated(by: name).map { "epoch_" + $0 })
      case .validation: inDirectory("validation", written, TagSpelling.validated(by: name))
      case .sharedValidation:
        switch TagSpelling.validated(by: name) {
        case .some(let plain) where written.tag == "epoch_val_" + plain || written.tag == "val_" + plain: .preferred
        default: nil
        }
      case .trainEpoch: inDirectory("train", written, "epoch_" + name)
      case .sharedEpoch:
        written.tag == "epoch_" + name ? Place(isPreferred: !written.isInEvaluation) : nil
      }
    }

    private func inDirectory(_ last: String, _ written: WrittenTag, _ tag: String?) -> Place? {
      written.tag == tag && written.lastComponent == last ? .preferred : nil
    }
  }
}
