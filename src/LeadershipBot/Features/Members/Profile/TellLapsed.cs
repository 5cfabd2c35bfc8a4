using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Members.Profile;

/// <summary>
/// Tells a person, in their own chat, that nobody confirmed what they chose and that it is no longer kept: whoever said
/// something hears what became of it. The order lies in the same commit; in quiet hours it waits.
/// </summary>
internal sealed class TellLapsed(OrganisationShelf organisations, PracticeFinder practices, WaitingCard waiting, Telling telling, CardLibrary library) : IDelivery
{
    public const string Kind = "members.tellLapsed";

    /// <summary>The order, as a change for the commit in which it goes.</summary>
    /// <param name="organisationId">Where they said it.</param>
    /// <param name="member">What it was.</param>
    /// <param name="at">When it goes.</param>
    /// <param name="days">How long such a thing is kept.</param>
    public static Change Of(string organisationId, Member member, DateTimeOffset at, int days)
    {
        var row = OutboxRow.New(organisationId, Kind, Keys.Hash("lapsed", member.Id.ToString(), at.ToString("O", System.Globalization.CultureInfo.InvariantCulture)), at);
        row["Member"] = member.Id.ToString();
        row["WaitedDays"] = days;
        row.SetText("Practice", member.ChosenPractices.ToString());
        row.SetText("Profession", member.ChosenProfession?.ToString());
        row.SetText("Contract", member.ChosenContract?.ToString());
        if (member.IsUnconfirmed)
            row["WasTakenOff"] = true;
        return new Change.Upsert(row);
    }

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
        => await organisations.FindAsync(row.PartitionKey, cancellationToken) is { } organisation && MemberId.TryParse(row.GetString("Member") ?? "", out var person)
            ? await telling.TellAsync(person, () => ViewAsync(organisation, row, cancellationToken), cancellationToken)
            : new Delivered.Done();

    private async Task<CardView> ViewAsync(OrganisationNow organisation, Record row, CancellationToken cancellationToken)
    {
        var (text, name, days) = (library.Text, library.Text.NameOf(organisation.Name), row.GetInt32("WaitedDays") ?? 0);
        var title = text.Plain("profile.lapsed");
        List<CardText> lines = [];
        foreach (var code in PracticeCodes.Parse(row.GetString("Practice")).All)
            lines.Add(CardText.FromPerson(waiting.WordsOf(new Claim(code, null, null), await practices.NameOfAsync(organisation, code, cancellationToken))));
        if (text.WorkOf(DetailsForm.One<Profession>(row.GetString("Profession") ?? ""), DetailsForm.One<Contract>(row.GetString("Contract") ?? "")) is { Length: > 0 } work)
            lines.Add(CardText.FromPerson(work));
        lines.Add(row.GetBoolean("WasTakenOff") is true
            ? text.Format("profile.lapsed.off", ("organisation", name), ("days", days))
            : text.Format("profile.lapsed.why", ("organisation", name), ("days", days)));
        lines.Add(text.Format("profile.lapsed.next"));
        var data = new CardData()
            .Set("organisation", CardText.FromPerson(name))
            .SetId("organisationId", organisation.Id)
            .Set("title", CardText.FromPerson(title.Words))
            .Set("lines", lines.Select(line => new CardData().Set("line", line)))
            .Set("summary", title)
            .Set("spoken", text.AsSpoken(title));
        return new CardView("profile/decided", data, title);
    }
}
