// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneServer
import AttuneStudy
import AttuneTesting
import Foundation
import Testing

@Suite("The configuration of a study")
struct StudyConfigTests {
  private static let valid = """
    {"studyConfig": {
      "metrics": [{"metric": "accuracy", "goal": "MAXIMIZE"}],
      "parameters": [
        {"parameter": "rate", "type": "DOUBLE", "doubleValueSpec": {"minValue": 0.0001, "maxValue": 1},
          "scaleType": "UNIT_LOG_SCALE"},
        {"parameter": "layers", "type": "INTEGER", "integerValueSpec": {"minValue": "1", "maxValue": "8"}},
        {"parameter": "act", "type": "CATEGORICAL", "categoricalValueSpec": {"values": ["relu", "tanh"]}},
        {"parameter": "batch", "type": "DISCRETE", "discreteValueSpec": {"values": [16, 32, 64.5]}}],
      "algorithm": "RANDOM_SEARCH",
      "automatedStoppingConfig": {"medianAutomatedStoppingConfig": {"useElapsedTime": true}}}}
    """

  @Test("is read, and said again in the same words")
  func reading() throws {
    let spec = try StudySpec(study: try json(Self.valid))
    #expect(
      spec.space.parameters == [
        .double("rate", in: 1e-4...1, scale: .log), .integer("layers", in: 1...8),
        .categorical("act", ["relu", "tanh"]), .discrete("batch", [16, 32, 64.5]),
      ])
    #expect(spec.objective == Objective(tag: MetricTag("accuracy"), goal: .maximize))
    #expect(spec.algorithm == .randomSearch && spec.axis == .elapsedTime && spec.stopping == EarlyStopping())
    #expect(
      spec.resource.text
        == #"{"algorithm":"RANDOM_SEARCH","automatedStoppingConfig":{"medianAutomatedStoppingConfig":"#
        + #"{"useElapsedTime":true}},"metrics":[{"goal":"MAXIMIZE","metric":"accuracy"}],"parameters":["#
        + #"{"doubleValueSpec":{"maxValue":1.0,"minValue":0.0001},"parameter":"rate","scaleType":"UNIT_LOG_SCALE","#
        + #""type":"DOUBLE"},{"integerValueSpec":{"maxValue":"8","minValue":"1"},"parameter":"layers","#
        + #""scaleType":"UNIT_LINEAR_SCALE","type":"INTEGER"},{"categoricalValueSpec":{"values":["relu","tanh"]},"#
        + #""parameter":"act","type":"CATEGORICAL"},{"discreteValueSpec":{"values":[16.0,32.0,64.5]},"#
        + #""parameter":"batch","scaleType":"UNIT_LINEAR_SCALE","type":"DISCRETE"}]}"#)
  }

  @Test("is read in snake case, with whole numbers as numbers, and with what the service itself says")
  func spellings() throws {
    let text = Self.valid.replacing("studyConfig", with: "study_config").replacing(
      "integerValueSpec\": {\"minValue\": \"1\", \"maxValue\": \"8\"",
      with: "integer_value_spec\": {\"min_value\": 1, \"max_value\": 8.0"
    ).replacing("{\"study_config", with: "{\"name\": \"x\", \"state\": \"ACTIVE\", \"study_config")
    #expect(try StudySpec(study: try json(text)) == StudySpec(study: try json(Self.valid)))
  }

  @Test("means the same when it is read from what it says", arguments: 0..<200)
  func roundTrip(_ seed: Int) throws {
    var generator = SplitMix64(state: UInt64(seed))
    let space = SearchSpace.random(using: &generator)
    guard !space.parameters.isEmpty else { return }
    let spec = StudySpec(
      space: space, objective: Objective(tag: MetricTag("m"), goal: seed % 2 == 0 ? .minimize : .maximize),
      algorithm: seed % 3 == 0 ? nil : .gaussianProcessBandit, stopping: seed % 5 == 0 ? EarlyStopping() : nil)
    let text = JSONValue.object(["studyConfig": spec.resource]).text
    #expect(try StudySpec(study: try json(text)) == spec)
  }

  @Test(
    "is refused with the field and the way out",
    arguments: [
      ("\"goal\": \"MAXIMIZE\"", "\"goal\": \"GOAL_TYPE_UNSPECIFIED\"", "metrics[0].goal", "say MAXIMIZE or MINIMIZE"),
      ("{\"metric\": \"accuracy\"", "{\"metric\": \"\"", "metrics[0].metric", "a metric needs a name"),
      (
        "{\"metric\": \"accuracy\"", "{\"metric\": \"a\", \"goal\": \"MINIMIZE\"}, {\"metric\": \"accuracy\"",
        "metrics",
        "2 metrics are given: a study tunes for one here; further ones can be told in measurements"
      ),
      (
        "RANDOM_SEARCH", "MAGIC", "algorithm",
        "'MAGIC' is none of GAUSSIAN_PROCESS_BANDIT, SOBOL, RANDOM_SEARCH, GRID_SEARCH"
      ),
      (
        "RANDOM_SEARCH", "GRID_SEARCH", "algorithm",
        "GRID_SEARCH can't enumerate the DOUBLE parameter 'rate': make it DISCRETE or INTEGER"
      ),
      (
        "medianAutomatedStoppingConfig", "decayCurveStoppingConfig",
        "automated_stopping_config.decay_curve_stopping_config",
        "trials aren't stopped by decay curves here; use medianAutomatedStoppingConfig"
      ),
      (
        "\"layers\", ", "\"layers\", \"childParameterSpecs\": [{}], ", "parameters[1].child_parameter_specs",
        "parameters that depend on others' values are not there; declare it like the others"
      ),
      (
        "\"minValue\": 0.0001", "\"minValue\": 2", "parameters[0].double_value_spec.min_value",
        "2.0 is above the maxValue 1.0"
      ),
      (
        "\"minValue\": 0.0001", "\"minValue\": 0", "parameters[0].double_value_spec",
        "the lowest value (0.0) must be above 0 for UNIT_LOG_SCALE"
      ),
      ("\"minValue\": 0.0001, ", "", "parameters[0].double_value_spec.min_value", "it is missing"),
      (
        "\"minValue\": 0.0001", "\"minValue\": \"NaN\"", "parameters[0].double_value_spec.min_value",
        "must be a finite number"
      ),
      (
        "\"1\"", "\"one\"", "parameters[1].integer_value_spec.min_value",
        "must be a whole number of 64 bits, such as \"8\""
      ),
      ("\"layers\"", "\"rate\"", "parameters[1].parameter", "'rate' is declared twice"),
      ("[\"relu\", \"tanh\"]", "[]", "parameters[2].categorical_value_spec", "categoricalValues is empty"),
      ("[16, 32, 64.5]", "[16, 16]", "parameters[3].discrete_value_spec", "discreteValues must be strictly increasing"),
      (
        "discreteValueSpec", "categoricalValueSpec", "parameters[3].categorical_value_spec",
        "it is for the type CATEGORICAL, not DISCRETE"
      ),
      ("\"algorithm\"", "\"algoritm\"", "algoritm", "Unknown name 'algoritm': cannot find field"),
    ])
  func mistakes(_ old: String, _ new: String, _ field: String, _ description: String) throws {
    let error = try #require(throws: APIError.self) {
      try StudySpec(study: try json(Self.valid.replacing(old, with: new)))
    }
    #expect(error.code == 400)
    let violation = APIError.FieldViolation(field: "study.study_config.\(field)", description: description)
    #expect(error.violations.contains(violation), "\(error)")
  }

  @Test("is refused with all mistakes at once")
  func allMistakes() throws {
    let error = try #require(throws: APIError.self) {
      try StudySpec(study: try json(#"{"studyConfig": {"parameters": [{"type": "INTEGER"}, 7], "foo": 1}}"#))
    }
    #expect(
      error.violations.map(\.field) == [
        "study.study_config.foo", "study.study_config.metrics", "study.study_config.parameters[1]",
        "study.study_config.parameters[0].parameter", "study.study_config.parameters[0].integer_value_spec",
      ])
    #expect(throws: APIError.self) { try StudySpec(study: .object([:])) }
    #expect(throws: APIError.self) { try StudySpec(study: .array([])) }
  }

  @Test("that is nonsense is refused, and harms nothing", arguments: 0..<400)
  func nonsense(_ seed: Int) throws {
    var generator = SplitMix64(state: UInt64(seed))
    var value = try json(Self.valid)
    for _ in 0...generator.next(below: 3) { value = value.spoiled(using: &generator) }
    do throws(APIError) {
      _ = try StudySpec(study: value)
    } catch {
      #expect(error.code == 400 && !error.violations.isEmpty)
    }
  }

  private func json(_ text: String) throws -> JSONValue {
    try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
  }
}

extension JSONValue {
  /// One of its parts is something else.
  fileprivate func spoiled(using generator: inout SplitMix64) -> JSONValue {
    if generator.next(below: 4) > 0 {
      switch self {
      case .object(let members):
        let keys = members.keys.sorted()
        guard !keys.isEmpty else { break }
        let key = keys[generator.next(below: keys.count)]
        var members = members
        members[key] = members[key]?.spoiled(using: &generator)
        return .object(members)
      case .array(var values) where !values.isEmpty:
        let index = generator.next(below: values.count)
        values[index] = values[index].spoiled(using: &generator)
        return .array(values)
      default: break
      }
    }
    let odd: [JSONValue] = [
      .null, .bool(true), .integer(-1), .integer(.max), .integer(.min), .number(1e308), .number(-0.0),
      .number(.infinity), .string(""), .string("NaN"), .string("-Infinity"), .string("9223372036854775808"),
      .string("DOUBLE"), .array([]),
      .array([.array([.null])]), .object([:]), .object(["values": .array([.integer(1)])]), .object(["": .null]),
      .object(["min_value": .integer(1), "minValue": .integer(2)]),
    ]
    return odd[generator.next(below: odd.count)]
  }
}
