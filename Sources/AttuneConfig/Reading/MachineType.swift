// SPDX-License-Identifier: Apache-2.0

/// The accelerators that a machine type of the cloud has.
enum MachineType {
  case plain
  case gpus(Int)
  case tpu

  /// Any word of `scaleTier`, `masterType` or an accelerator's type.
  init(_ word: String) {
    switch word {
    case "BASIC_GPU", "standard_gpu", "standard_p100", "standard_v100", "large_model_v100": self = .gpus(1)
    case "complex_model_m_gpu", "complex_model_m_p100", "complex_model_m_v100": self = .gpus(4)
    case "complex_model_l_gpu", "complex_model_l_v100": self = .gpus(8)
    case "BASIC_TPU", "cloud_tpu": self = .tpu
    default: self = word.hasPrefix("TPU") ? .tpu : .plain
    }
  }

  /// An `acceleratorConfig`.
  init(accelerators: LocatedValue) {
    if case .tpu = MachineType(accelerators["type"]?.text ?? "") {
      self = .tpu
    } else {
      self = .gpus(accelerators["count"]?.integer ?? 1)
    }
  }

  /// Says what happens to a wish for accelerators on a machine with `gpus` GPUs; nil for a wish of none.
  func notice(for wish: String, on gpus: Int) -> String? {
    switch self {
    case .plain, .gpus(...0): nil
    case .tpu: "\(wish) asks for a TPU; trials run on this machine, which has none"
    case .gpus(let count) where gpus == 0:
      "\(wish) asks for \(Self.words(count)); trials run on the CPU on this machine, which has none"
    case .gpus(let count) where gpus < count:
      "\(wish) asks for \(Self.words(count)); each trial gets what this machine has: \(Self.words(gpus))"
    case .gpus(let count):
      "\(wish) asks for \(Self.words(count)); each trial gets as many of this machine's \(gpus) to itself"
    }
  }

  private static func words(_ gpus: Int) -> String { "\(gpus) GPU\(gpus == 1 ? "" : "s")" }
}
