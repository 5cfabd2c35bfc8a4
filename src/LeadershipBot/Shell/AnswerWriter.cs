using System.Text.Json.Nodes;
using LeadershipBot.Domain;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Microsoft365.Teams;
using LeadershipBot.Shell.Delivery;

namespace LeadershipBot.Shell;

/// <summary>Puts an answer into the envelope that the arrival wants: a message of its own, or the body of the HTTP answer.</summary>
internal sealed class AnswerWriter(CardJson cards, Sentences sentences, Sender sender)
{
    private const string ThumbnailCard = "application/vnd.microsoft.card.thumbnail";

    /// <param name="arrival">What is answered.</param>
    /// <param name="answer">The answer; null for none.</param>
    /// <param name="cancellationToken">Ends the sending of messages.</param>
    public async Task<InvokeResponse> WriteAsync(Arrival arrival, Answer? answer, CancellationToken cancellationToken)
    {
        switch (arrival.Kind)
        {
            case ArrivalKind.Message or ArrivalKind.Event:
                return ViewOf(answer) is { } view
                    ? Answered(await sender.ReplyAsync(arrival.Place, arrival.ActivityId, view, cancellationToken))
                    : InvokeResponse.Done;
            case ArrivalKind.OldPress:
                if (answer is Answer.Refused or Answer.Unusable or Answer.Say)
                    return Answered(await sender.ReplyAsync(arrival.Place, arrival.ActivityId, ViewOf(answer)!, cancellationToken));

                // In a shared conversation an update would show one person's view to everybody: there the refresh must do.
                if (ViewOf(answer) is { } own && arrival is { PressedActivityId: { } pressed, Place.Scope: Scope.Personal })
                    await sender.UpdateAsync(arrival.Place, pressed, own, cancellationToken);
                return InvokeResponse.Done;
            case ArrivalKind.Press:
                return ToPress(answer);
            case ArrivalKind.Search:
                return ToSearch(answer);
            case ArrivalKind.TypeAhead:
                return ToTypeAhead(answer);
            default:
                if (answer is Answer.Say { Renewed: { } renewed } say && arrival.PressedActivityId is { Length: > 0 } opener && (say.IsRenewedForAll || arrival.Place.Scope is Scope.Personal))
                    await sender.UpdateAsync(arrival.Place, opener, renewed, cancellationToken); // if it isn't, the sentence still tells
                return ToDialog(answer, arrival.Kind is ArrivalKind.ExtensionDialog);
        }
    }

    /// <summary>A reply that didn't get through is told to the Connector, which then delivers the message once more.</summary>
    private static InvokeResponse Answered(Sent sent) => sent is Sent.NotNow ? new InvokeResponse(StatusCodes.Status503ServiceUnavailable, null) : InvokeResponse.Done;

    private InvokeResponse ToPress(Answer? answer) => answer switch
    {
        Answer.Card card => InvokeResponse.Card(cards.Of(card.View)),
        Answer.Unusable unusable => InvokeResponse.Card(cards.Of(sentences.Card(unusable.Why))),
        Answer.Say say => InvokeResponse.Message(say.Sentence.Words),
        Answer.Refused refused => InvokeResponse.Message(sentences.InOneLine(refused.Why)),
        // A press can't open a dialog or a list: no card of ours asks for that, but what comes from outside may.
        Answer.Dialog or Answer.Found or Answer.Offered => InvokeResponse.Card(cards.Of(sentences.Card(new Refusal("shell.refused.unknownButton")))),
        _ => InvokeResponse.Done,
    };

    private InvokeResponse ToDialog(Answer? answer, bool isExtension) => answer switch
    {
        Answer.Dialog dialog => InvokeResponse.Dialog(InfoOf(dialog.Title, dialog.View)),
        Answer.Card card when isExtension => InvokeResponse.Extension(MessagingExtensionResult.Results([cards.AttachmentOf(card.View)])),
        Answer.Card card => InvokeResponse.Dialog(InfoOf(card.View.Summary, card.View)),
        Answer.Say say => InvokeResponse.DialogMessage(say.Sentence.Words),
        Answer.Refused refused => InvokeResponse.DialogMessage(sentences.InOneLine(refused.Why)),
        Answer.Unusable unusable => InvokeResponse.DialogMessage(sentences.InOneLine(unusable.Why)),
        _ => InvokeResponse.Done,
    };

    private InvokeResponse ToSearch(Answer? answer) => answer switch
    {
        Answer.Found found => InvokeResponse.Extension(MessagingExtensionResult.Results([.. found.Results.Select(AttachmentOf)])),
        Answer.Refused { Why: var why } => InvokeResponse.Extension(MessagingExtensionResult.Message(sentences.InOneLine(why))),
        Answer.Unusable { Why: var why } => InvokeResponse.Extension(MessagingExtensionResult.Message(sentences.InOneLine(why))),
        _ => InvokeResponse.Done,
    };

    /// <summary>Nothing else can be said there: what was refused offers nothing.</summary>
    private static InvokeResponse ToTypeAhead(Answer? answer)
        => InvokeResponse.Search(answer is Answer.Offered offered
            ? [.. offered.Choices.Take(Answer.ChoicesMax).Select(choice => new TypeAheadChoice(choice.Title.Words, choice.Value))]
            : []);

    private CardView? ViewOf(Answer? answer) => answer switch
    {
        Answer.Card card => card.View,
        Answer.Refused refused => sentences.Card(refused.Why),
        Answer.Unusable unusable => sentences.Card(unusable.Why),
        Answer.Say say => sentences.Card(say.Sentence),
        _ => null,
    };

    private TaskModuleTaskInfo InfoOf(PlainText title, CardView view)
        => new() { Title = title.Words, Card = cards.AttachmentOf(view), Height = "medium", Width = "medium" };

    private Attachment AttachmentOf(SearchResult result)
    {
        var attachment = cards.AttachmentOf(result.View);
        attachment.Preview = new Attachment
        {
            ContentType = ThumbnailCard,
            Content = new JsonObject { ["title"] = result.Title.Words, ["text"] = result.Subtitle.Words },
        };
        return attachment;
    }
}
