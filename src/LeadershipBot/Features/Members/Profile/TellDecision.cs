using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Members.Profile;

/// <summary>What was decided on what a person chose.</summary>
/// <param name="Of">Whose choice it was.</param>
/// <param name="Claim">What they chose.</param>
/// <param name="By">The name of who decided.</param>
/// <param name="Reason">Why it was declined; null if it was confirmed.</param>
internal sealed record Decision(MemberId Of, Claim Claim, string By, DeclineReason? Reason);

/// <summary>
/// Tells a person, in their own chat, that what they chose was confirmed, or was not and why. The order lies in the same
/// commit as the decision, so that there is one message for one decision; in quiet hours it waits.
/// </summary>
internal sealed class TellDecision(OrganisationShelf organisations, PracticeFinder practices, WaitingCard waiting, Telling telling, CardLibrary library) : IDelivery
{
    public const string Kind = "members.tellDecision";

    /// <summary>The order, as a change for the commit of the decision.</summary>
    public static Change Of(string organisationId, Turn turn, Decision decision)
    {
        var row = OutboxRow.New(organisationId, Kind, turn.Intent.Key, turn.At);
        row["Member"] = decision.Of.ToString();
        row["DecidedBy"] = decision.By;
        row.SetText("Practice", decision.Claim.Practice);
        row.SetText("Profession", decision.Claim.Profession?.ToString());
        row.SetText("Contract", decision.Claim.Contract?.ToString());
        row.SetText("DeclinedBecause", decision.Reason?.ToString());
        return new Change.Upsert(row);
    }

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await organisations.FindAsync(row.PartitionKey, cancellationToken) is not { } organisation)
            return new Delivered.Done();
        var decision = Read(row);
        return await telling.TellAsync(decision.Of, () => ViewAsync(organisation, decision, cancellationToken), cancellationToken);
    }

    private static Decision Read(Record row) => new(
        MemberId.TryParse(row.GetString("Member") ?? "", out var id) ? id : default,
        new Claim(row.GetString("Practice"), DetailsForm.One<Profession>(row.GetString("Profession") ?? ""), DetailsForm.One<Contract>(row.GetString("Contract") ?? "")),
        row.GetString("DecidedBy") ?? "",
        DetailsForm.One<DeclineReason>(row.GetString("DeclinedBecause") ?? ""));

    private async Task<CardView> ViewAsync(OrganisationNow organisation, Decision decision, CancellationToken cancellationToken)
    {
        var text = library.Text;
        var practice = decision.Claim.Practice is { } code ? await practices.NameOfAsync(organisation, code, cancellationToken) : "";
        var title = text.Plain(decision.Reason is null ? "profile.decided.confirmed" : "profile.decided.declined");
        List<CardText> lines =
        [
            CardText.FromPerson(waiting.WordsOf(decision.Claim, practice)),
            text.Format("profile.decided.by", ("name", decision.By), ("organisation", text.NameOf(organisation.Name))),
        ];
        if (decision.Reason is { } reason)
            lines.AddRange(text.Format("profile.decided.because", ("reason", text.NameOf(reason).Words)), text.Format("profile.decided.next"));
        var data = new CardData()
            .Set("organisation", CardText.FromPerson(text.NameOf(organisation.Name)))
            .SetId("organisationId", organisation.Id)
            .Set("title", CardText.FromPerson(title.Words))
            .Set("lines", lines.Select(line => new CardData().Set("line", line)))
            .Set("summary", title)
            .Set("spoken", text.AsSpoken(title));
        return new CardView("profile/decided", data, title);
    }
}
