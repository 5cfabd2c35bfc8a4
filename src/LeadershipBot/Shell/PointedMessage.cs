using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LeadershipBot.Shell;

/// <summary>
/// The message on which somebody called an action of the message extension: its words without markup, and who wrote it.
/// It comes from outside, and nothing of it is kept by reading it.
/// </summary>
/// <param name="Author">The Entra object id of who wrote it; empty where Teams names no person, as for a bot's message.</param>
/// <param name="AuthorName">Their name, as Teams tells it; may be empty.</param>
/// <param name="Words">What they wrote.</param>
internal sealed partial record PointedMessage(string Author, string AuthorName, string Words)
{
    /// <summary>The names under which a turn carries it.</summary>
    public const string AuthorField = "pointedAuthor";
    public const string AuthorNameField = "pointedAuthorName";
    public const string WordsField = "pointedWords";

    private const int HtmlCharactersMax = 60_000;

    /// <summary>Reads what Teams sends: a chat message as Microsoft Graph describes it ("chatMessage resource type", Microsoft Learn).</summary>
    public static PointedMessage Read(JsonElement payload)
    {
        var user = Part(Part(payload, "from"), "user");
        var body = Part(payload, "body");
        var content = Text(body, "content");
        if (content.Length > HtmlCharactersMax)
            content = "";
        var id = Text(user, "id");
        return new PointedMessage(
            id.Length <= 64 && id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? id.ToLowerInvariant() : "",
            Text(user, "displayName"),
            Text(body, "contentType").Equals("text", StringComparison.OrdinalIgnoreCase) ? content.Trim() : WithoutMarkup(content));
    }

    public TurnData ToData()
        => new(JsonSerializer.SerializeToElement(new JsonObject { [AuthorField] = Author, [AuthorNameField] = AuthorName, [WordsField] = Words }));

    private static string WithoutMarkup(string html)
        => WebUtility.HtmlDecode(Tag().Replace(LineEnd().Replace(html, "\n"), "")).Trim();

    private static JsonElement Part(JsonElement of, string name)
        => of.ValueKind is JsonValueKind.Object && of.TryGetProperty(name, out var part) ? part : default;

    private static string Text(JsonElement of, string name)
        => new TurnData(of).Text(name);

    [GeneratedRegex(@"<br\s*/?>|</p>|</div>|</li>", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex LineEnd();

    [GeneratedRegex(@"<[^>]*>", RegexOptions.NonBacktracking)]
    private static partial Regex Tag();
}
