// SPDX-License-Identifier: Apache-2.0

extension ConfigurationShape {
  /// The service's `TrainingInput` (discovery document `ml.v1.json`).
  static let trainingInput = ObjectShape(
    "trainingInput",
    [
      .init("hyperparameters", .object(hyperparameters)),
      .init("args", .list(.text)),
      .init("pythonModule", .text),
      .init("packageUris", .list(.text), .notYet),
      .init("jobDir", .text),
      .init("useChiefInTfConfig", .flag),
      .init("scheduling", .object(scheduling)),
      .init("scaleTier", .word(Words.scaleTier), .machine),
      .init("masterType", .text, .machine),
      .init("masterConfig", .object(replica("masterConfig"))),
      .init("workerType", .text, .replicas),
      .init("workerCount", .int64, .replicas),
      .init("workerConfig", .object(replica("workerConfig")), .replicas),
      .init("parameterServerType", .text, .replicas),
      .init("parameterServerCount", .int64, .replicas),
      .init("parameterServerConfig", .object(replica("parameterServerConfig")), .replicas),
      .init("evaluatorType", .text, .replicas),
      .init("evaluatorCount", .int64, .replicas),
      .init("evaluatorConfig", .object(replica("evaluatorConfig")), .replicas),
      .init("region", .text, .cloudOnly),
      .init("runtimeVersion", .text, .cloudOnly),
      .init("pythonVersion", .text, .cloudOnly),
      .init("network", .text, .cloudOnly),
      .init("serviceAccount", .text, .cloudOnly),
      .init(
        "encryptionConfig", .object(ObjectShape("encryptionConfig", [.init("kmsKeyName", .text)])),
        .cloudOnly),
      .init("enableWebAccess", .flag, .cloudOnly),
    ])

  private static let scheduling = ObjectShape(
    "scheduling",
    [
      .init("maxRunningTime", .duration),
      .init("maxWaitTime", .duration, .cloudOnly),
      .init("priority", .int32, .cloudOnly),
    ])

  private static func replica(_ name: String) -> ObjectShape {
    ObjectShape(
      name,
      [
        .init("imageUri", .text, .notYet),
        .init("containerCommand", .list(.text), .notYet),
        .init("containerArgs", .list(.text), .notYet),
        .init(
          "acceleratorConfig",
          .object(ObjectShape("acceleratorConfig", [.init("count", .int64), .init("type", .text)])),
          .machine),
        .init(
          "diskConfig",
          .object(
            ObjectShape("diskConfig", [.init("bootDiskType", .text), .init("bootDiskSizeGb", .int32)])),
          .cloudOnly),
        .init("tpuTfVersion", .text, .cloudOnly),
      ])
  }
}
