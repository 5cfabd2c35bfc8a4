using System.Text.RegularExpressions;
using LeadershipBot.Domain;
using LeadershipBot.Domain.Text;
using LeadershipBot.Features.Members.Imports;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using Rule = LeadershipBot.Domain.People.RoleGiving;

namespace LeadershipBot.Features.Members.SetUp;

/// <summary>An organiser or administrator opens the dialog into which a list of people, localities, list sizes or practices is pasted.</summary>
internal sealed class OpenPeopleForm(OrganisationShelf organisations, PeopleForms forms) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => await organisations.ReadAsync(turn.Actor.Organisation.Id, cancellationToken) is { } now
            ? forms.Paste(now.Organisation, "", problem: null)
            : new Answer.Refused(new Refusal("members.refused.noOrganisation"));
}

/// <summary>They send it and see what it would do: everything is staged, and nothing of it counts yet.</summary>
internal sealed partial class PlanPeople(OrganisationShelf organisations, ListReading reading, PeopleForms forms) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var (id, typed) = (turn.Actor.Organisation.Id, turn.Data.Text("list"));
        if (await organisations.ReadAsync(id, cancellationToken) is not { } now)
            return new Answer.Refused(new Refusal("members.refused.noOrganisation"));
        if (typed.Length == 0)
            return forms.Paste(now.Organisation, "", new Refusal("setup.refused.noList"));
        if (typed.Length > PeopleForms.TypedMax)
            return forms.Paste(now.Organisation, "", new Refusal("setup.refused.longList"));
        if (PatientData.FindIn(ObjectIds().Replace(typed, " "), turn.Today) is not null)
            return forms.Paste(now.Organisation, "", new Refusal("shell.refused.patientData"));
        return await reading.TakeAsync(turn, now, ImportText.Pasted(typed), inDialog: true, cancellationToken);
    }

    /// <summary>The ids of Entra hold runs of digits, of which some look like NHS numbers.</summary>
    [GeneratedRegex("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ObjectIds();
}

/// <summary>They look once more at a list that could not be imported, since somebody changed the roll meanwhile.</summary>
internal sealed class PlanAgain(OrganisationShelf organisations, KeptLists lists, ListReading reading) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var id = turn.Actor.Organisation.Id;
        if (await organisations.ReadAsync(id, cancellationToken) is not { } now)
            return new Answer.Refused(new Refusal("members.refused.noOrganisation"));
        return await lists.FindAsync(id, turn.Data.Text("list"), cancellationToken) is { } list && list.Person == turn.Actor.MemberId
            ? await reading.TakeAgainAsync(turn, now, list, turn.Data.TryText("dialog", out _), cancellationToken)
            : new Answer.Unusable(new Refusal("imports.refused.swept"));
    }
}

/// <summary>
/// They press Import: one write makes all of it count. What somebody else changed meanwhile is not overwritten. A long list
/// is imported in a delivery, which tells them in their chat.
/// </summary>
internal sealed class ImportPeople(
    OrganisationShelf organisations, RollImports imports, KeptLists lists, ListReading reading, PeopleForms forms, SetUpReader reader, SetUpCards cards, Outbox outbox, Sentences sentences) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var (id, token) = (turn.Actor.Organisation.Id, turn.Data.Text("token"));
        var isInDialog = turn.Data.TryText("dialog", out _);
        if (await organisations.ReadAsync(id, cancellationToken) is not { } now)
            return new Answer.Refused(new Refusal("members.refused.noOrganisation"));
        var staged = await imports.FindAsync(id, token, cancellationToken);
        if (staged is { ImportedAt: null, People: > ListReading.InTurnMax } && staged.BasedOn == now.ETag
            && await lists.FindAsync(id, staged.ListId, cancellationToken) is { } list && list.Person == turn.Actor.MemberId)
        {
            await outbox.CommitAsync(OrganisationRows.Table, id, [ImportList.Of(list, token, turn)], cancellationToken); // a conflict: it was ordered already
            var later = sentences.Text.Plain("imports.later.importing", ("count", staged.People));
            return isInDialog ? new Answer.Say(later) : new Answer.Card(sentences.Card(later));
        }

        var ruling = await imports.ConfirmAsync(id, token, Rule.MayGive(turn.Actor.Roles), turn.Actor.Name, what => Audit.Entry(id, turn, what), cancellationToken);
        if (ruling.IsRefused(out var refusal, out var report))
        {
            return await reading.OfferAgainAsync(now, staged?.ListId ?? "", refusal, isInDialog, cancellationToken)
                ?? (isInDialog ? forms.Paste(now.Organisation, "", refusal) : (Answer)new Answer.Unusable(refusal));
        }

        if (report.Rejected == 0 && staged is not { People: > ListReading.InTurnMax })
            return cards.Status(turn, (await reader.ReadAsync(id, cancellationToken))!, forms.Imported(report), isInDialog);
        var lines = await lists.RejectedAsync(id, staged?.ListId ?? "", cancellationToken);
        return forms.Done(now.Organisation, report with { RejectedLines = lines }, staged?.ListId ?? "", isInDialog);
    }
}
