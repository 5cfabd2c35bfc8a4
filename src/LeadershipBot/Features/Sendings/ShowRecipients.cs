using LeadershipBot.Domain.Sending;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Sending;

namespace LeadershipBot.Features.Sendings;

/// <summary>
/// Who could not be reached, and who possibly has it twice: by name, with the reason and what can be done, in a dialog
/// that only the person sees.
/// </summary>
internal sealed class ShowRecipients(SendingGate gate, SendingShelf shelf, ProgressCard card, IAudience audience, CardLibrary library) : ISlice
{
    private const int PageSize = 10;

    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await gate.FindAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head))
            return new Answer.Unusable(refusal);
        turn.Data.TryNumber("page", out var page);
        var text = library.Text;
        var people = new List<RecipientRow>();
        await foreach (var row in shelf.ListRecipientsAsync(head, cancellationToken))
        {
            if (row.Kept.IsPossiblyTwice || row.Kept.State is RecipientState.Unreachable or RecipientState.Failed)
                people.Add(row);
        }

        people.Sort((one, other) => (one.Kept.State, one.Kept.Why, one.Target.Key).CompareTo((other.Kept.State, other.Kept.Why, other.Target.Key)));
        var shown = people.PageOf(page, PageSize);
        var names = await Task.WhenAll(shown.Items.Select(row => NameAsync(head, row, cancellationToken))); // of those who are shown: there may be thousands
        var title = text.Plain("sendings.people.title");
        var data = new CardData()
            .SetId("organisationId", head.OrganisationId)
            .SetId("sending", head.Id)
            .Set("organisation", text.OrganisationName(turn.Actor))
            .Set("name", CardText.FromPerson((await card.TitleAsync(head, cancellationToken)).Words))
            .Set("shown", people.Count == 0
                ? text.Format("sendings.people.none")
                : text.Format("sendings.people.shown", ("from", shown.From), ("to", shown.To), ("total", people.Count)))
            .Set("people", shown.Items.Select((row, i) => Line(text, names[i], row.Kept)))
            .Set("summary", title)
            .Set("spoken", text.AsSpoken(title));
        return new Answer.Dialog(title, new CardView("sendings/people", data.SetPages(shown), title));
    }

    private async Task<string> NameAsync(SendingHead head, RecipientRow row, CancellationToken cancellationToken)
        => row.Target.Person is { } person && await audience.FindAsync(head.OrganisationId, person, cancellationToken) is { Name.Length: > 0 } member
            ? member.Practice.Length > 0 ? $"{member.Name} · {member.Practice}" : member.Name
            : library.Text.Plain("sendings.people.noName").Words;

    private static CardData Line(TextFile text, string name, Recipient kept)
    {
        var line = new CardData()
            .Set("name", CardText.FromPerson(name))
            .Set("why", CardText.FromPerson(kept.IsPossiblyTwice ? text.Plain("sendings.people.twice").Words : SendingWords.ReasonOf(text, kept.Why)));
        if (!kept.IsPossiblyTwice && SendingWords.AdviceOf(text, kept.Why) is { Length: > 0 } advice)
            line.Set("advice", CardText.FromPerson(advice));
        return line;
    }
}
