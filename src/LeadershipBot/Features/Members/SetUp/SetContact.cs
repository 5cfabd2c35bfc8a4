using LeadershipBot.Domain;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Members.SetUp;

/// <summary>An organiser, chair or administrator opens the dialog that names whom members ask for help.</summary>
internal sealed class OpenContactForm(OrganisationShelf organisations, SetUpCards cards) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => await organisations.ReadAsync(turn.Actor.Organisation.Id, cancellationToken) is { } now
            ? cards.Contact(now.Organisation, problem: null)
            : new Answer.Refused(new Refusal("members.refused.noOrganisation"));
}

/// <summary>They send it: the person is named on help, profiles and refusals from now on.</summary>
internal sealed class SendContactForm(OrganisationShelf organisations, RollShelf rolls, ChangeOrganisation change, SetUpReader reader, SetUpCards cards, Sentences sentences) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var id = turn.Actor.Organisation.Id;
        if (await organisations.ReadAsync(id, cancellationToken) is not { } now)
            return new Answer.Refused(new Refusal("members.refused.noOrganisation"));
        if (!MemberId.TryParse(turn.Data.Text("person"), out var who) || await rolls.FindAsync(now, who, cancellationToken) is not { LeftAt: null } member)
            return cards.Contact(now.Organisation, new Refusal("roles.refused.notListed"));
        var ruling = await change.RunAsync(
            id,
            organisation => organisation with { HelpContact = member.Name, HelpContactId = who.ObjectId },
            (before, after) => Audit.Entry(id, turn, "organisations.contactNamed", new Changed("contact", before.HelpContactId, after.HelpContactId)),
            cancellationToken);
        if (ruling.IsRefused(out var refusal, out _))
            return cards.Contact(now.Organisation, refusal);
        var saved = sentences.Text.Plain("setup.contact.saved", ("name", member.Name));
        return cards.Status(turn, (await reader.ReadAsync(id, cancellationToken))!, saved, inDialog: true);
    }
}
