// SPDX-License-Identifier: Apache-2.0
package import ArgumentParser
import FoundationEssentials

package struct InstallShimsCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "install-shims",
    abstract: "Make 'gcloud' and 'gsutil' commands for scripts that call them.",
    discussion: """
      They take the calls by which training jobs of Cloud ML Engine were made and looked at, and the R package \
      'cloudml' works with them as it is: jobs run here, and gs:// is a folder in $ATTUNE_HOME. What is not \
      Attune's is never overwritten.

        attune install-shims ~/.local/share/attune/shims
        PATH=~/.local/share/attune/shims:$PATH Rscript -e 'cloudml::cloudml_train("train.R", config = "tuning.yml")'
      """)

  @Argument(help: ArgumentHelp("Where to put them; made if it is not there.", valueName: "folder"))
  package var folder: String

  package init() {}

  package func run() throws {
    let place = folder.hasPrefix("/") ? folder : "\(FileManager.default.currentDirectoryPath)/\(folder)"
    let paths = try Shims.install(in: place)
    try StandardOutput.write(paths.map { "\($0)\n" }.joined())
    StandardError.say(
      """
      put the folder first on the PATH of whoever is to find them:
        export PATH=\(ShellWord.quoted(place)):"$PATH"
      or tell R alone, in the script or in ~/.Rprofile:
        options(gcloud.binary.path = "\(place)/gcloud", gsutil.binary.path = "\(place)/gsutil")
      """)
  }
}
