using System.Text.RegularExpressions;

namespace LeadershipBot.Tests.Architecture;

public sealed partial class SourceTests
{
    private const int LinesMax = 400;

    private static readonly IReadOnlyList<SourceFile> Code = [.. SourceFile.Under("src", ".cs"), .. SourceFile.Under("tests", ".cs")];

    private static readonly IReadOnlyList<SourceFile> Everything =
        [.. Code, .. SourceFile.Under("src", ".js", ".mjs", ".css", ".html"), .. SourceFile.Under("tests", ".mjs"), .. SourceFile.Under("infra", ".bicep")];

    [Fact]
    public void No_file_is_longer_than_400_lines() => Findings.None(TooLong(Everything));

    [Fact]
    public void A_file_of_401_lines_is_found()
    {
        Assert.Equal(["long.cs"], TooLong([new SourceFile("long.cs", string.Concat(Enumerable.Repeat("x\n", 401)))]));
        Findings.None(TooLong([new SourceFile("fits.cs", string.Concat(Enumerable.Repeat("x\n", 400)))]));
    }

    [Fact]
    public void The_folder_is_the_namespace() => Findings.None(Misplaced(Code));

    [Theory]
    [InlineData("src/LeadershipBot/Features/Polls/CastVote.cs", "namespace LeadershipBot.Features.Members;")]
    [InlineData("src/LeadershipBot.Domain/Refusal.cs", "namespace LeadershipBot.Domain\n{\n}")]
    [InlineData("src/LeadershipBot/Shell/Loose.cs", "internal sealed class Loose;")]
    [InlineData("tests/LeadershipBot.Tests/Domain/PollTests.cs", "namespace LeadershipBot.Tests;")]
    public void A_file_in_the_wrong_folder_is_found(string path, string text)
        => Assert.Single(Misplaced([new SourceFile(path, text + "\n")]));

    [Fact]
    public void Nothing_is_left_to_be_done_later() => Findings.None(Unfinished(Everything));

    [Theory]
    [InlineData("// TO" + "DO: later")]
    [InlineData("/* FIX" + "ME */")]
    [InlineData("throw new NotImplemented" + "Exception();")]
    [InlineData("#reg" + "ion Private")]
    [InlineData("var x = 1; // HA" + "CK")]
    public void Unfinished_work_is_found(string line) => Assert.Single(Unfinished([new SourceFile("a.cs", $"class A\n{{\n    {line}\n}}\n")]));

    [Fact]
    public void A_type_has_a_name_of_the_field() => Findings.None(Nameless(Code));

    [Theory]
    [InlineData("internal sealed class PollManager;")]
    [InlineData("public static class StringHelper")]
    [InlineData("internal sealed record VoteDto(int Choice);")]
    [InlineData("public readonly struct TextUtil")]
    [InlineData("public abstract class SliceBase")]
    [InlineData("internal sealed class StoreImpl : IStore")]
    [InlineData("internal interface IPollService")]
    public void A_type_with_a_name_of_no_field_is_found(string line) => Assert.Single(Nameless([new SourceFile("a.cs", line)]));

    private static IEnumerable<string> TooLong(IEnumerable<SourceFile> files)
        => files.Where(file => file.Lines > LinesMax).Select(file => file.Path);

    private static IEnumerable<string> Misplaced(IEnumerable<SourceFile> files)
        => from file in files
           let folder = string.Join('.', file.Path.Split('/')[1..^1])
           let declared = Namespace().Match(file.Text)
           where declared.Success ? declared.Groups["name"].Value != folder : !IsProgram(file)
           select $"{file.Path}: {(declared.Success ? declared.Groups["name"].Value : "no namespace")}";

    private static bool IsProgram(SourceFile file) => file.Path.EndsWith("/Program.cs", StringComparison.Ordinal);

    private static IEnumerable<string> Unfinished(IEnumerable<SourceFile> files)
        => from file in files
           from match in Later().Matches(file.Text)
           select $"{file.Path}: {match.Value}";

    private static IEnumerable<string> Nameless(IEnumerable<SourceFile> files)
        => from file in files
           from match in FieldlessName().Matches(file.Text)
           select $"{file.Path}: {match.Groups["name"].Value}";

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);$", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"\b(?:TO[D]O|FIX[M]E|HA[C]K|XX[X])\b|NotImplemented[E]xception|#reg[i]on")]
    private static partial Regex Later();

    [GeneratedRegex(@"^ *(?:\w+ )*(?:class|record|struct|interface|enum) (?<name>\w+(?:Manager|Helper|Helpers|Util|Utils|Service|Base|Dto|Impl))\b", RegexOptions.Multiline)]
    private static partial Regex FieldlessName();
}
