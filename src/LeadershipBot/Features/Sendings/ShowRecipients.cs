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
        var total = (await shelf.CountAsync(head, cancellationToken)).Sum.ToBeListed;
        var shown = await PageAsync(head, page, total, cancellationToken);
        var names = await Task.WhenAll(shown.Items.Select(row => NameAsync(head, row, cancellationToken))); // of those who are shown: there may be thousands
        var title = text.Plain("sendings.people.title");
        var data = new CardData()
            .SetId("organisationId", head.OrganisationId)
            .SetId("sending", head.Id)
            .Set("organisation", text.OrganisationName(turn.Actor))
            .Set("name", CardText.FromPerson((await card.TitleAsync(head, cancellationToken)).Words))
            .Set("shown", shown.Items.Count == 0
                ? text.Format("sendings.people.none")
                : text.Format("sendings.people.shown", ("from", shown.From), ("to", shown.To), ("total", total)))
            .Set("people", shown.Items.Select((row, i) => Line(text, names[i], row.Kept)))
            .Set("summary", title)
            .Set("spoken", text.AsSpoken(title));
        return new Answer.Dialog(title, new CardView("sendings/people", data.SetPages(shown), title));
    }

    /// <summary>Reads no further than to the page's last row.</summary>
    private async Task<CardPage<RecipientRow>> PageAsync(SendingHead head, int number, int total, CancellationToken cancellationToken)
    {
        var last = Math.Max(0, (total - 1) / PageSize);
        number = Math.Clamp(number, 0, last);
        var (items, left, wanted) = (new List<RecipientRow>(PageSize), number * PageSize, Math.Min(PageSize, total - (number * PageSize)));
        if (wanted > 0)
        {
            await foreach (var row in shelf.ListRecipientsAsync(head, cancellationToken))
            {
                if (!row.Kept.IsToBeListed || left-- > 0)
                    continue;
                items.Add(row);
                if (items.Count == wanted)
                    break;
            }
        }

        return new CardPage<RecipientRow>(items, number, last, items.Count == 0 ? 0 : (number * PageSize) + 1);
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
