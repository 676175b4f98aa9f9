// SPDX-License-Identifier: Apache-2.0

// The numbers of fields are those of TensorBoard's `plugins/hparams/{plugin_data,api}.proto`.

extension EventWriter {
  /// Appends what the HParams plugin reads.
  public mutating func write(_ hparams: HParams, wallTime: Double) {
    var summary = WireMessage()
    summary.add(1, bytes: hparams.summaryValue)
    var event = WireMessage()
    event.add(1, fixed64: wallTime.bitPattern)
    event.add(5, bytes: summary.bytes)
    write(message: event.bytes)
  }
}

extension HParams {
  /// A `Summary.Value` whose content stands in its metadata; the tensor is the empty one that the plugin expects.
  var summaryValue: [UInt8] {
    var plugin = WireMessage()
    plugin.add(1, text: "hparams")
    plugin.add(2, bytes: encoded)
    var metadata = WireMessage()
    metadata.add(1, bytes: plugin.bytes)
    var value = WireMessage()
    value.add(1, text: tag)
    value.add(8, bytes: SummaryValue.tensor(.float, nil))
    value.add(9, bytes: metadata.bytes)
    return value.bytes
  }

  private var tag: String {
    switch self {
    case .experiment: "_hparams_/experiment"
    case .sessionStart: "_hparams_/session_start_info"
    case .sessionEnd: "_hparams_/session_end_info"
    }
  }

  /// An `HParamsPluginData` of version 0.
  var encoded: [UInt8] {
    var data = WireMessage()
    switch self {
    case .experiment(let experiment): data.add(2, bytes: experiment.encoded)
    case .sessionStart(let start): data.add(3, bytes: start.encoded)
    case .sessionEnd(let end): data.add(4, bytes: end.encoded)
    }
    return data.bytes
  }
}

extension HParams.Experiment {
  fileprivate var encoded: [UInt8] {
    var message = WireMessage()
    message.add(3, fixed64: creationTime.bitPattern)
    for parameter in parameters { message.add(4, bytes: parameter.encoded) }
    for metric in metrics { message.add(5, bytes: metric.encoded) }
    message.add(6, text: name)
    return message.bytes
  }
}

extension HParams.Parameter {
  fileprivate var encoded: [UInt8] {
    var message = WireMessage()
    message.add(1, text: name)
    message.add(3, text: description)
    message.add(4, varint: isText ? 1 : 3)
    switch domain {
    case .interval(let bounds):
      var interval = WireMessage()
      interval.add(1, fixed64: bounds.lowerBound.bitPattern)
      interval.add(2, fixed64: bounds.upperBound.bitPattern)
      message.add(6, bytes: interval.bytes)
    case .values(let values):
      var list = WireMessage()
      for value in values { list.add(1, bytes: value.encoded) }
      message.add(5, bytes: list.bytes)
    }
    if differs { message.add(7, varint: 1) }
    return message.bytes
  }

  private var isText: Bool {
    guard case .values(let values) = domain else { return false }
    return values.contains { if case .text = $0 { true } else { false } }
  }

  /// The plugin shows at first only the parameters that differ between sessions.
  private var differs: Bool {
    switch domain {
    case .interval(let bounds): bounds.lowerBound < bounds.upperBound
    case .values(let values): values.count > 1
    }
  }
}

extension HParams.Metric {
  fileprivate var encoded: [UInt8] {
    var name = WireMessage()
    name.add(2, text: tag)
    var message = WireMessage()
    message.add(1, bytes: name.bytes)
    message.add(3, text: displayName)
    message.add(4, text: description)
    return message.bytes
  }
}

extension HParams.SessionStart {
  fileprivate var encoded: [UInt8] {
    var message = WireMessage()
    for setting in settings {
      var entry = WireMessage()
      entry.add(1, text: setting.name)
      entry.add(2, bytes: setting.value.encoded)
      message.add(1, bytes: entry.bytes)
    }
    message.add(5, fixed64: time.bitPattern)
    return message.bytes
  }
}

extension HParams.SessionEnd {
  fileprivate var encoded: [UInt8] {
    var message = WireMessage()
    message.add(1, varint: isSuccess ? 1 : 2)
    message.add(2, fixed64: time.bitPattern)
    return message.bytes
  }
}

extension HParams.Value {
  /// A `google.protobuf.Value`.
  fileprivate var encoded: [UInt8] {
    var message = WireMessage()
    switch self {
    case .number(let number): message.add(2, fixed64: number.bitPattern)
    case .text(let text): message.add(3, bytes: Array(text.utf8))
    }
    return message.bytes
  }
}

extension WireMessage {
  /// Nothing for an empty text, which is what a field that is absent says.
  fileprivate mutating func add(_ field: Int, text: String) {
    if !text.isEmpty { add(field, bytes: Array(text.utf8)) }
  }
}
