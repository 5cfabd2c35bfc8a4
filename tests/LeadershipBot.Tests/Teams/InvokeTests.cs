using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadershipBot.Microsoft365.Teams;

namespace LeadershipBot.Tests.Teams;

public sealed class InvokeTests
{
    [Fact]
    public void A_press_tells_verb_data_and_whether_a_person_did_it()
    {
        var press = InvokeValues.AdaptiveCardAction(Read(Payloads.CardAction)).Value!;
        Assert.Equal("polls.vote", press.Action!.Verb);
        Assert.Equal("2", press.Action.Data!.Value.GetProperty("choice").GetString());
        Assert.False(press.IsAutomatic);
        Assert.True(InvokeValues.AdaptiveCardAction(Read(Payloads.CardRefresh)).Value!.IsAutomatic);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"action":null}""")]
    [InlineData("""{"action":"press"}""")]
    [InlineData("""{"action":{"type":"Action.Submit","verb":"v"}}""")]
    [InlineData("""{"action":{"type":"Action.Execute"}}""")]
    [InlineData("""{"action":{"type":"Action.Execute","verb":5}}""")]
    public void A_press_of_another_shape_is_refused(string value)
    {
        var activity = Read($$"""{"type":"invoke","name":"adaptiveCard/action","value":{{value}}}""");
        Assert.NotNull(InvokeValues.AdaptiveCardAction(activity).Refusal);
    }

    [Fact]
    public void An_invoke_without_value_is_refused() => Assert.NotNull(InvokeValues.TaskModule(new Activity { Type = "invoke" }).Refusal);

    [Fact]
    public void The_values_of_other_invokes_are_read()
    {
        var dialog = InvokeValues.TaskModule(Read(Payloads.TaskFetch)).Value!;
        Assert.Equal("dark", dialog.Context!.Theme);
        Assert.Equal("polls.form", dialog.Data!.Value.GetProperty("verb").GetString());

        var query = InvokeValues.ExtensionQuery(Read(Payloads.ExtensionQuery)).Value!;
        Assert.Equal("hours", query.Parameter("query"));
        Assert.Null(query.Parameter("other"));
        Assert.False(query.IsInitialRun);
        Assert.Equal(25, query.QueryOptions!.Count);

        var action = InvokeValues.ExtensionAction(Read(Payloads.ExtensionAction)).Value!;
        Assert.Equal("askThem", action.CommandId);
        Assert.Equal("1746", action.MessagePayload!.Value.GetProperty("id").GetString());

        var search = InvokeValues.Search(Read(Payloads.Search)).Value!;
        Assert.Equal(("lark", "practices", 15), (search.QueryText, search.Dataset, search.QueryOptions!.Top));

        var consent = InvokeValues.FileConsent(Read(Payloads.FileConsent)).Value!;
        Assert.True(consent.IsAccepted);
        Assert.Equal("https://example.sharepoint.com/upload", consent.UploadInfo!.UploadUrl);
    }

    [Fact]
    public void Values_are_read_whatever_their_case()
    {
        var meeting = InvokeValues.Meeting(Read(Payloads.MeetingStart)).Value!;
        Assert.Equal(("MCMxOTptZWV0aW5n", "Board"), (meeting.Id, meeting.Title));
        Assert.NotNull(meeting.StartTime);
        Assert.Null(meeting.EndTime);
        var ended = InvokeValues.Meeting(Read(Payloads.MeetingEnd)).Value!;
        Assert.Equal(("meeting Id", (DateTimeOffset?)null, 2021), (ended.Id, ended.StartTime, ended.EndTime?.Year));
        var lower = InvokeValues.Meeting(Read("""{"type":"event","value":{"id":"m","title":"t","endTime":"2026-05-01T10:00:00Z"}}""")).Value!;
        Assert.Equal(("m", "t"), (lower.Id, lower.Title));

        var joined = Assert.Single(InvokeValues.MeetingParticipants(Read(Payloads.MeetingJoin)).Value!.Members!);
        Assert.Equal(("o-2", true), (joined.User!.DirectoryId, joined.Meeting!.InMeeting));
        var pascal = InvokeValues.MeetingParticipants(Read("""{"type":"event","value":{"Members":[{"User":{"AadObjectId":"o"},"Meeting":{"InMeeting":false}}]}}""")).Value!;
        Assert.Equal("o", Assert.Single(pascal.Members!).User!.DirectoryId);
    }

    [Fact]
    public void Answers_have_the_shapes_that_Teams_documents()
    {
        var card = RawJson.FromUtf8("""{"type":"AdaptiveCard"}"""u8.ToArray());
        Is(InvokeResponse.Card(card), """{"statusCode":200,"type":"application/vnd.microsoft.card.adaptive","value":{"type":"AdaptiveCard"}}""");
        Is(InvokeResponse.Message("It's \"in\""), """{"statusCode":200,"type":"application/vnd.microsoft.activity.message","value":"It's \"in\""}""");
        Is(InvokeResponse.Error(400, "BadRequest", "No such poll."), """{"statusCode":400,"type":"application/vnd.microsoft.error","value":{"code":"BadRequest","message":"No such poll."}}""");
        Is(InvokeResponse.Search([new TypeAheadChoice("Larkford", "P1")]),
            """{"statusCode":200,"type":"application/vnd.microsoft.search.searchResponse","value":{"results":[{"title":"Larkford","value":"P1"}]}}""");
        Is(InvokeResponse.Dialog(new TaskModuleTaskInfo { Title = "New poll", Card = Attachment.Card(card), Height = "medium" }),
            """{"task":{"type":"continue","value":{"title":"New poll","card":{"contentType":"application/vnd.microsoft.card.adaptive","content":{"type":"AdaptiveCard"}},"height":"medium"}}}""");
        Is(InvokeResponse.DialogMessage("Done."), """{"task":{"type":"message","value":"Done."}}""");
        Is(InvokeResponse.Extension(MessagingExtensionResult.Message("Nothing found.")), """{"composeExtension":{"type":"message","text":"Nothing found."}}""");
        Is(InvokeResponse.Extension(MessagingExtensionResult.Results([new Attachment { ContentType = Attachment.AdaptiveCard, Content = card, Preview = new Attachment { ContentType = "application/vnd.microsoft.card.thumbnail", Content = JsonNode.Parse("""{"title":"P"}""")! } }])),
            """{"composeExtension":{"type":"result","attachmentLayout":"list","attachments":[{"contentType":"application/vnd.microsoft.card.adaptive","content":{"type":"AdaptiveCard"},"preview":{"contentType":"application/vnd.microsoft.card.thumbnail","content":{"title":"P"}}}]}}""");
        Assert.Null(InvokeResponse.Done.Body);
        Assert.Equal(501, InvokeResponse.NotImplemented.Status);
    }

    [Fact]
    public void File_cards_have_the_shapes_that_Teams_documents()
    {
        var consent = new FileConsentCard { Description = "Your answers", SizeInBytes = 12, AcceptContext = JsonElement.Parse("""{"e":1}""") }.ToAttachment("answers.csv");
        Assert.Equal("""{"description":"Your answers","sizeInBytes":12,"acceptContext":{"e":1}}""", consent.Content!.ToJson());
        Assert.Equal("answers.csv", consent.Name);
        var stored = FileInfoCard.ToAttachment(InvokeValues.FileConsent(Read(Payloads.FileConsent)).Value!.UploadInfo!);
        Assert.Equal("""{"uniqueId":"u1","fileType":"csv"}""", stored.Content!.ToJson());
        Assert.Equal("https://example.sharepoint.com/f.csv", stored.ContentUrl);
    }

    private static void Is(InvokeResponse response, string json)
    {
        Assert.Equal(200, response.Status);
        Assert.Equal(json, response.Body!.ToJson());
    }

    private static Activity Read(string json) =>
        Activity.Parse(Encoding.UTF8.GetBytes(json)).Succeeded(out var activity, out var refusal) ? activity : throw new InvalidOperationException(refusal);
}
