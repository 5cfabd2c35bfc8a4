using System.Text.Json;

namespace LeadershipBot.Microsoft365.Teams;

/// <summary>
/// The answer to an invoke (Bot Framework <c>InvokeResponse</c>): the HTTP answer's status and its body, if any.
/// </summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">The JSON body; null for an empty one.</param>
public sealed record InvokeResponse(int Status, RawJson? Body)
{
    private const string CardType = "application/vnd.microsoft.card.adaptive";
    private const string MessageType = "application/vnd.microsoft.activity.message";
    private const string ErrorType = "application/vnd.microsoft.error";
    private const string SearchType = "application/vnd.microsoft.search.searchResponse";

    /// <summary>200 without a body: done, and a dialog closes.</summary>
    public static InvokeResponse Done { get; } = new(200, null);

    /// <summary>501: nobody here knows the invoke's name.</summary>
    public static InvokeResponse NotImplemented { get; } = new(501, null);

    /// <summary>The answer to <c>adaptiveCard/action</c> that replaces the card.</summary>
    public static InvokeResponse Card(RawJson card) => Of(new AdaptiveCardInvokeResponse { StatusCode = 200, Type = CardType, Value = card });

    /// <summary>The answer to <c>adaptiveCard/action</c> that says one sentence and leaves the card.</summary>
    public static InvokeResponse Message(string sentence) =>
        Of(new AdaptiveCardInvokeResponse { StatusCode = 200, Type = MessageType, Value = Text(sentence) });

    /// <summary>
    /// The answer to <c>adaptiveCard/action</c> for a press that failed. HTTP says 200 and the body says what
    /// happened, as Teams documents for handled errors.
    /// </summary>
    /// <param name="statusCode">400 to 599.</param>
    /// <param name="code">For machines, as <c>BadRequest</c>.</param>
    /// <param name="sentence">For the person.</param>
    public static InvokeResponse Error(int statusCode, string code, string sentence) =>
        Of(new AdaptiveCardInvokeResponse
        {
            StatusCode = statusCode,
            Type = ErrorType,
            Value = JsonElementOf(writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("code", code);
                writer.WriteString("message", sentence);
                writer.WriteEndObject();
            }),
        });

    /// <summary>The answer to <c>application/search</c>; Teams shows at most 15.</summary>
    public static InvokeResponse Search(IReadOnlyList<TypeAheadChoice> results) =>
        new(200, RawJson.FromUtf8(JsonSerializer.SerializeToUtf8Bytes(
            new SearchInvokeResponse { StatusCode = 200, Type = SearchType, Value = new SearchResults { Results = results } },
            TeamsJson.Default.SearchInvokeResponse)));

    /// <summary>The answer to <c>task/fetch</c> and <c>task/submit</c> that shows this dialog.</summary>
    public static InvokeResponse Dialog(TaskModuleTaskInfo dialog) =>
        Of(new TaskModuleResponse { Task = new TaskModuleAnswer { Type = "continue", Value = dialog.ToRawJson() } });

    /// <summary>The answer to <c>task/fetch</c> and <c>task/submit</c> that closes the dialog with a sentence.</summary>
    public static InvokeResponse DialogMessage(string sentence) =>
        Of(new TaskModuleResponse { Task = new TaskModuleAnswer { Type = "message", Value = Text(sentence) } });

    /// <summary>The answer to the invokes of a message extension.</summary>
    public static InvokeResponse Extension(MessagingExtensionResult result) =>
        new(200, RawJson.FromUtf8(JsonSerializer.SerializeToUtf8Bytes(
            new MessagingExtensionResponse { ComposeExtension = result }, TeamsJson.Default.MessagingExtensionResponse)));

    private static InvokeResponse Of(AdaptiveCardInvokeResponse body) =>
        new(200, RawJson.FromUtf8(JsonSerializer.SerializeToUtf8Bytes(body, TeamsJson.Default.AdaptiveCardInvokeResponse)));

    private static InvokeResponse Of(TaskModuleResponse body) =>
        new(200, RawJson.FromUtf8(JsonSerializer.SerializeToUtf8Bytes(body, TeamsJson.Default.TaskModuleResponse)));

    private static RawJson Text(string sentence) => JsonElementOf(writer => writer.WriteStringValue(sentence));

    private static RawJson JsonElementOf(Action<Utf8JsonWriter> write)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = TeamsJson.Default.Options.Encoder }))
            write(writer);
        return RawJson.FromUtf8(buffer.WrittenMemory);
    }
}
