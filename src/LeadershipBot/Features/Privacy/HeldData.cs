using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadershipBot.Shell.Privacy;

namespace LeadershipBot.Features.Privacy;

/// <summary>Everything that all features hold about one person.</summary>
internal sealed class HeldData(IEnumerable<IPersonalData> features)
{
    // People read it in an editor: names keep their accents.
    private static readonly JsonSerializerOptions Written = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly IReadOnlyList<IPersonalData> _features = [.. features];

    /// <summary>All sections, in the order of the features.</summary>
    public async Task<IReadOnlyList<HeldSection>> CollectAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        var sections = new List<HeldSection>();
        foreach (var feature in _features)
            sections.AddRange(await feature.DescribeAsync(about, cancellationToken));
        return sections;
    }

    /// <summary>The sections as one JSON document.</summary>
    public static byte[] ToJson(PersonAsked about, IEnumerable<HeldSection> sections)
    {
        var document = new JsonObject
        {
            ["tenantId"] = about.Person.TenantId,
            ["objectId"] = about.Person.ObjectId,
            ["at"] = about.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        };
        foreach (var section in sections)
            document[section.Name] = section.Json.DeepClone();
        return JsonSerializer.SerializeToUtf8Bytes(document, Written);
    }
}
