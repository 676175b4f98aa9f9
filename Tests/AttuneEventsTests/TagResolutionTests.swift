// SPDX-License-Identifier: Apache-2.0
import AttuneEvents
import Testing

@Suite struct `A metric tag` {
  /// fixture, wanted tag, the sentence that says what is read (nil: nothing is)
  static let real: [(String, String, String?)] = [
    ("keras1_standalone", "val_acc", "'val_acc' is read in ./"),
    ("keras1_standalone", "accuracy", "'accuracy' is read as 'acc' in ./"),
    ("keras1_standalone", "val_accuracy", "'val_accuracy' is read as 'val_acc' in ./"),
    ("keras1_tfkeras_v1", "acc", "'acc' is read as 'epoch_acc' in ./"),
    ("keras1_tfkeras_v1", "val_acc", "'val_acc' is read as 'epoch_val_acc' in ./"),
    ("keras1_tfkeras_v1", "val_loss", "'val_loss' is read as 'epoch_val_loss' in ./"),
    ("keras1_tfkeras_v1", "epoch_val_accuracy", "'epoch_val_accuracy' is read as 'epoch_val_acc' in ./"),
    ("r_keras225_tf115", "val_acc", "'val_acc' is read as 'epoch_acc' in logs/validation/"),
    ("r_keras225_tf115", "acc", "'acc' is read as 'epoch_acc' in logs/train/"),
    ("r_keras225_tf115", "epoch_acc", "'epoch_acc' is read in logs/train/"),
    ("r_keras225_tf115", "epoch_val_acc", "'epoch_val_acc' is read as 'epoch_acc' in logs/validation/"),
    (
      "r_keras225_tf115", "validation/epoch_loss", "'validation/epoch_loss' is read as 'epoch_loss' in logs/validation/"
    ),
    ("r_keras225_tf115", "logs/train/epoch_loss", "'logs/train/epoch_loss' is read as 'epoch_loss' in logs/train/"),
    ("r_keras225_tf115", "auc", nil), ("r_keras225_tf115", "keras", nil),
    ("r_tfestimators", "loss", "'loss' is read in eval/"),
    ("r_tfestimators", "average_loss", "'average_loss' is read in eval/"),
    ("r_tfestimators", "linear/bias", "'linear/bias' is read in logs/"),
    ("keras3_tb", "acc", "'acc' is read as 'epoch_accuracy' in train/"),
    ("keras3_tb", "val_acc", "'val_acc' is read as 'epoch_accuracy' in validation/"),
    ("keras3_tb", "epoch_val_acc", "'epoch_val_acc' is read as 'epoch_accuracy' in validation/"),
    ("keras3_tb", "val_loss", "'val_loss' is read as 'epoch_loss' in validation/"),
    ("keras3_tb", "lr", "'lr' is read as 'epoch_learning_rate' in train/"),
    ("keras3_tb", "epoch_accuracy", "'epoch_accuracy' is read in train/"),
    (
      "keras3_tb", "validation/epoch_accuracy", "'validation/epoch_accuracy' is read as 'epoch_accuracy' in validation/"
    ),
    ("keras3_tb", "evaluation_loss_vs_iterations", "'evaluation_loss_vs_iterations' is read in validation/"),
    ("tf115_filewriter", "", "'training/hptuning/metric' is read in ./"),
    ("tf115_filewriter", "acc", "'acc' is read as 'accuracy' in ./"),
    ("tf2_summary", "eval/auc", "'eval/auc' is read in ./"), ("tf2_summary", "auc", nil),
    ("torch_tb", "Loss/train", "'Loss/train' is read in ./"), ("torch_tb", "new_style", "'new_style' is read in ./"),
    ("torch_tb", "hp/hparam/acc", "'hp/hparam/acc' is read as 'hparam/acc' in hp/"),
    ("tensorboardx", "grp/a/grp", "'grp/a/grp' is read as 'grp' in grp/a/"),
  ]

  @Test(arguments: real)
  func `finds what today's writers wrote for it`(fixture: String, wanted: String, sentence: String?) throws {
    let series = try Fixture(name: fixture).series()
    let match = TagResolution(of: wanted).match(among: series)
    #expect(match?.description == sentence)
    #expect(TagResolution(of: wanted).match(among: series.reversed()) == match)
  }

  /// wanted, what is written as `directory:tag` in order of time, and the one that is read
  static let layouts: [(String, [String], String?)] = [
    ("acc", [".:accuracy", "logs:acc"], "logs:acc"),
    ("acc", ["train:epoch_acc", "x:acc"], "x:acc"),
    ("accuracy", ["train:epoch_accuracy", ".:acc"], "train:epoch_accuracy"),
    ("val_acc", ["validation:epoch_accuracy", ".:epoch_val_acc"], ".:epoch_val_acc"),
    ("val_acc", ["validation:acc", "validation:epoch_acc"], "validation:epoch_acc"),
    ("val_acc", [".:epoch_val_acc", "a/validation:acc"], "a/validation:acc"),
    ("val_acc", ["train:acc", "train:epoch_acc"], nil),
    ("epoch_val_acc", [".:val_acc"], ".:val_acc"),
    ("epoch_acc", ["train:epoch_acc", "validation:epoch_acc"], "train:epoch_acc"),
    ("acc", ["validation:epoch_acc"], "validation:epoch_acc"),
    ("acc", [".:epoch_acc", "validation:epoch_acc"], ".:epoch_acc"),
    ("acc", [".:epoch_acc", "train:epoch_acc", ".:epoch_acc"], "train:epoch_acc"),
    ("loss", [".:loss", "eval:loss", ".:loss"], "eval:loss"),
    ("loss", ["m/eval_holdout:loss", "m:loss"], "m/eval_holdout:loss"),
    ("loss", ["test:loss", ".:loss"], "test:loss"), ("loss", ["validation:loss", ".:loss"], "validation:loss"),
    ("loss", ["evaluate/x:loss", "y:loss"], "y:loss"),
    ("loss", ["fold_1:loss", "fold_2:loss"], "fold_2:loss"),
    ("loss", ["fold_2:loss", "fold_1:loss"], "fold_1:loss"),
    ("", [".:loss", "a:scope/training/hptuning/metric"], "a:scope/training/hptuning/metric"),
    ("training/hptuning/metric", ["a:scope/training/hptuning/metric"], "a:scope/training/hptuning/metric"),
    ("", [".:training/hptuning/metric", ".:x/training/hptuning/metric"], ".:training/hptuning/metric"),
    ("", [".:training/hptuning/metrics"], nil),
    ("my/training/hptuning/metric", [".:training/hptuning/metric"], nil),
    ("mse", [".:mean_squared_error"], ".:mean_squared_error"),
    ("val_mean_absolute_error", ["validation:epoch_mae"], "validation:epoch_mae"),
    ("epoch_lr", ["train:epoch_learning_rate"], "train:epoch_learning_rate"),
    ("validation/acc", ["logs/validation:accuracy"], "logs/validation:accuracy"),
    ("validation/acc", ["xvalidation:acc", "train:acc"], nil), ("acc", [".:acc2", ".:Acc", ".:my_acc"], nil),
    ("val_", ["validation:epoch_", "validation:"], nil), ("acc", [], nil),
  ]

  @Test(arguments: layouts)
  func `is read by the first rule that yields data`(wanted: String, written: [String], read: String?) {
    let series = written.enumerated().map { time, name in
      let parts = name.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
      return WrittenSeries(directory: parts[0], tag: parts[1], at: Double(time))
    }
    let match = TagResolution(of: wanted).match(among: series)
    #expect(match.map { "\($0.directory):\($0.tag)" } == read)
  }

  @Test func `prefers the shorter path among copies`() {
    let paths = ["runs/1/logs", "logs", "a/logs"].map { WrittenSeries(directory: $0, tag: "acc", at: 5) }
    #expect(TagResolution(of: "acc").match(among: paths)?.directory == "logs")
  }

  @Test func `can be matched better later, which its rank tells`() throws {
    let resolution = TagResolution(of: "loss")
    let train = try #require(resolution.rank(of: WrittenSeries(directory: ".", tag: "loss", at: 2)))
    let eval = try #require(resolution.rank(of: WrittenSeries(directory: "eval", tag: "loss", at: 1)))
    let alias = try #require(resolution.rank(of: WrittenSeries(directory: "train", tag: "epoch_loss", at: 1)))
    #expect(eval < train)
    #expect(train < alias)
    #expect(resolution.rank(of: WrittenSeries(directory: ".", tag: "acc", at: 1)) == nil)
  }

  static let nearest: [(String, [String], [String])] = [
    ("accuracy", ["loss", "acc", "val_acc", "val_loss"], ["acc", "val_acc", "loss", "val_loss"]),
    (
      "val_acc", ["loss", "epoch_accuracy", "epoch_loss", "val_loss"],
      ["epoch_accuracy", "val_loss", "epoch_loss", "loss"]
    ),
    ("acc", ["lr", "binary_accuracy", "loss"], ["binary_accuracy", "lr", "loss"]),
    ("Accuracy", ["loss", "accuracy"], ["accuracy", "loss"]),
    ("accuracy", ["val_loss", "accurate"], ["accurate", "val_loss"]),
    ("auc", ["loss", "eval/auc", "loss"], ["eval/auc", "loss"]), ("auc", [], []),
  ]

  @Test(arguments: nearest)
  func `knows the tags nearest to it`(wanted: String, seen: [String], sorted: [String]) {
    #expect(TagResolution(of: wanted).nearest(among: seen) == sorted)
  }
}
