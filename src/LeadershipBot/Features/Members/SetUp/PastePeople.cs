using System.Text.RegularExpressions;
using LeadershipBot.Domain;
using LeadershipBot.Domain.Text;
using LeadershipBot.Features.Members.Imports;
using LeadershipBot.Shell;
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
internal sealed partial class PlanPeople(OrganisationShelf organisations, RollImports imports, PeopleForms forms) : ISlice
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
        var ruling = await imports.StageAsync(id, ImportText.Pasted(typed), expected: null, Rule.MayGive(turn.Actor.Roles), cancellationToken);
        if (ruling.IsRefused(out var refusal, out var staged))
            return forms.Paste(now.Organisation, typed, refusal);
        return staged.Report.Unreadable is { } unreadable
            ? forms.Paste(now.Organisation, typed, new Refusal("setup.refused.unreadable", ("reason", unreadable)))
            : forms.Report(now.Organisation, staged, inDialog: true);
    }

    /// <summary>The ids of Entra hold runs of digits, of which some look like NHS numbers.</summary>
    [GeneratedRegex("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ObjectIds();
}

/// <summary>They press Import: one write makes all of it count. What somebody else changed meanwhile is not overwritten.</summary>
internal sealed class ImportPeople(OrganisationShelf organisations, RollImports imports, PeopleForms forms, SetUpReader reader, SetUpCards cards) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var id = turn.Actor.Organisation.Id;
        var isInDialog = turn.Data.TryText("dialog", out _);
        var ruling = await imports.ConfirmAsync(id, turn.Data.Text("token"), what => Audit.Entry(id, turn, what), cancellationToken);
        if (await organisations.ReadAsync(id, cancellationToken) is not { } now)
            return new Answer.Refused(new Refusal("members.refused.noOrganisation"));
        if (ruling.IsRefused(out var refusal, out var report))
            return isInDialog ? forms.Paste(now.Organisation, "", refusal) : new Answer.Unusable(refusal);
        return cards.Status(turn, (await reader.ReadAsync(id, cancellationToken))!, forms.Imported(report), isInDialog);
    }
}
