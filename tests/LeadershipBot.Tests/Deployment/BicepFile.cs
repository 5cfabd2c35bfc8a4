using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LeadershipBot.Tests.Deployment;

/// <summary>A parameter of a Bicep file.</summary>
/// <param name="HasDefault">Whether whoever uses the file may leave it out.</param>
internal sealed record BicepParameter(string Name, bool HasDefault, bool IsDescribed);

/// <summary>A module or resource, or all that a loop makes: <c>Target</c> is the module's path, or the resource's type and version.</summary>
/// <param name="Body">The values; an expression is a string in square brackets, as in the ARM template it compiles to.</param>
internal sealed record BicepBlock(string Symbol, string Target, JsonObject Body);

/// <summary>
/// As much of Bicep as our own files use: one declaration after another, values as objects, arrays, texts, numbers
/// and expressions. No compiler can be had where the tests run; what this reader can't read fails the test.
/// </summary>
internal sealed partial class BicepFile
{
    private readonly BicepText _text;

    private BicepFile(string path)
    {
        Path = path;
        _text = new BicepText(File.ReadAllText(path));
        ReadAll();
    }

    public string Path { get; }

    public string Name => System.IO.Path.GetFileName(Path);

    public List<BicepParameter> Parameters { get; } = [];

    /// <summary>The values given to parameters, in a .bicepparam file.</summary>
    public Dictionary<string, JsonNode?> Given { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, JsonNode?> Variables { get; } = new(StringComparer.Ordinal);

    public List<BicepBlock> Resources { get; } = [];

    public List<BicepBlock> Modules { get; } = [];

    public List<string> Outputs { get; } = [];

    /// <summary>Every expression of the file, those inside texts too, without the brackets.</summary>
    public IReadOnlyList<string> Expressions => _text.Expressions;

    public static BicepFile Read(string path) => new(path);

    private void ReadAll()
    {
        var described = false;
        while (_text.NextLine() is { } line)
        {
            if (line.StartsWith('@'))
            {
                described |= line.StartsWith("@description(", StringComparison.Ordinal);
                _text.SkipDecorator();
                continue;
            }

            Declare(line, described);
            described = false;
        }
    }

    private void Declare(string line, bool described)
    {
        if (Parameter().Match(line) is { Success: true } parameter)
        {
            Parameters.Add(new(parameter.Groups["name"].Value, parameter.Groups["default"].Success, described));
            ReadValue(parameter, "default");
        }
        else if (GivenParameter().Match(line) is { Success: true } given)
            Given[given.Groups["name"].Value] = ReadValue(given, "value");
        else if (Variable().Match(line) is { Success: true } variable)
            Variables[variable.Groups["name"].Value] = ReadValue(variable, "value");
        else if (Output().Match(line) is { Success: true } output)
        {
            Outputs.Add(output.Groups["name"].Value);
            ReadValue(output, "value");
        }
        else if (Block().Match(line) is { Success: true } block)
        {
            _text.Advance(block.Groups["condition"].Index);
            _text.ReadCondition();
            var isLoop = _text.ReadLoop();
            var into = block.Groups["kind"].Value == "module" ? Modules : Resources;
            into.Add(new(block.Groups["name"].Value, block.Groups["target"].Value, _text.ReadObject()));
            if (isLoop)
                _text.EndLoop();
        }
        else if (Using().IsMatch(line))
            _text.Advance(line.Length);
        else
            throw new FormatException($"{Name}: can't read \"{line}\".");
    }

    private JsonNode? ReadValue(Match match, string group)
    {
        var value = match.Groups[group];
        _text.Advance(value.Success ? value.Index : match.Value.Length);
        return value.Success ? _text.ReadValue() : null;
    }

    [GeneratedRegex(@"^param (?<name>\w+) (string|int|bool|array|object)( = (?<default>.))?", RegexOptions.ExplicitCapture)]
    private static partial Regex Parameter();

    [GeneratedRegex(@"^param (?<name>\w+) = (?<value>.)", RegexOptions.ExplicitCapture)]
    private static partial Regex GivenParameter();

    [GeneratedRegex(@"^var (?<name>\w+) = (?<value>.)", RegexOptions.ExplicitCapture)]
    private static partial Regex Variable();

    [GeneratedRegex(@"^output (?<name>\w+) (string|int|bool|array|object) = (?<value>.)", RegexOptions.ExplicitCapture)]
    private static partial Regex Output();

    [GeneratedRegex(@"^(?<kind>module|resource) (?<name>\w+) '(?<target>[^']+)' = (?<condition>if \(|\{|\[for )", RegexOptions.ExplicitCapture)]
    private static partial Regex Block();

    [GeneratedRegex("^using '[^']+'$")]
    private static partial Regex Using();
}
