using LeadershipBot.Domain;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Members.Imports;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Members.SetUp;

/// <summary>An administrator opens the dialog that makes a body (where the button names no organisation), or renames the one that it names.</summary>
internal sealed class OpenBodyForm(OrganisationShelf organisations, PracticeCatalogue catalogue, BodyForms forms) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (turn.Data.TryText("organisation", out var id))
        {
            return id == turn.Actor.Organisation.Id && await organisations.ReadAsync(id, cancellationToken) is { } now
                ? await forms.DrawAsync(now.Organisation, BodyForm.Of(now.Organisation), turn.Actor, problem: null, cancellationToken)
                : new Answer.Refused(new Refusal("members.refused.noOrganisation"));
        }

        if (!turn.Actor.Everywhere.HasFlag(Roles.Administrator))
            return new Answer.Refused(new Refusal("setup.refused.make"));
        catalogue.GetReady(); // while they read the dialog, so that the first letter of a commissioner's name doesn't wait for it
        return await forms.DrawAsync(of: null, BodyForm.Empty, turn.Actor, problem: null, cancellationToken);
    }
}

/// <summary>They send it. A tenant has one organisation of a name: a second one is shown, not doubled.</summary>
internal sealed class SendBodyForm(
    OrganisationShelf organisations, PracticeCatalogue catalogue, MakeOrganisation make, ChangeOrganisation change, BodyForms forms, SetUpReader reader, SetUpCards cards, Sentences sentences, IDirectory directory) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var form = BodyForm.Read(turn.Data);
        var isNew = !turn.Data.TryText("organisation", out var id);
        if (isNew && !turn.Actor.Everywhere.HasFlag(Roles.Administrator))
            return new Answer.Refused(new Refusal("setup.refused.make"));
        var of = isNew ? null : id == turn.Actor.Organisation.Id ? (await organisations.ReadAsync(id, cancellationToken))?.Organisation : null;
        if (!isNew && of is null)
            return new Answer.Refused(new Refusal("members.refused.noOrganisation"));

        if (isNew && form.Name.Length == 0 && form.Commissioner.Length > 0)
            form = form with { Name = (await catalogue.NowAsync(cancellationToken)).NameOfCommissioner(form.Commissioner) };
        var near = await organisations.ListOfTenantAsync(turn.Actor.TenantId, cancellationToken);
        var federation = form.Federation == of?.Federation?.Id ? of.Federation : (await forms.MayBelongToAsync(turn.Actor, cancellationToken)).FirstOrDefault(one => one.Id == form.Federation);
        if (form.NameProblem(turn.Today) is { } problem)
            return await forms.DrawAsync(of, form, turn.Actor, problem, cancellationToken);
        if (form.Federation.Length > 0 && (federation is null || federation.Id == of?.Name.Id))
            return await forms.DrawAsync(of, form, turn.Actor, new Refusal("setup.refused.federation"), cancellationToken);
        var same = near.FirstOrDefault(one => one.IsCalled(form.Name) && one.Id != of?.Name.Id);
        return of is null
            ? await MakeAsync(turn, form, federation, cancellationToken)
            : await RenameAsync(turn, of, form, federation, same, cancellationToken);
    }

    private async Task<Answer> MakeAsync(Turn turn, BodyForm form, OrganisationName? federation, CancellationToken cancellationToken)
    {
        var request = new OrganisationRequest(form.Name, KindOf(form), form.Commissioner, turn.Actor.TenantId) { Codes = form.Codes, Federation = federation };
        var ruling = await make.RunAsync(request, (id, what) => Audit.Entry(id, turn, what), cancellationToken);
        if (ruling.IsRefused(out var refusal, out var made))
            return await forms.DrawAsync(of: null, form, turn.Actor, refusal, cancellationToken);
        if (!made.WasThere && turn.Settings.ActsFor != made.Name.Id)
            await directory.ActForAsync(turn.Actor.MemberId, made.Name.Id, cancellationToken); // what they type next is about it
        var saved = made.WasThere
            ? sentences.Text.Plain("setup.body.wasThere", ("organisation", made.Name.Name))
            : sentences.Text.Plain("setup.body.made", ("organisation", made.Name.Name), ("count", made.Practices));
        return cards.Status(turn, (await reader.ReadAsync(made.Name.Id, cancellationToken))!, saved, inDialog: true);
    }

    private async Task<Answer> RenameAsync(Turn turn, Organisation of, BodyForm form, OrganisationName? federation, OrganisationName? same, CancellationToken cancellationToken)
    {
        var id = of.Name.Id;
        if (same is not null)
            return await forms.DrawAsync(of, form, turn.Actor, new Refusal("setup.refused.sameName", ("organisation", same.Name)), cancellationToken);
        var ruling = await change.RunAsync(
            id,
            organisation => organisation with { Name = organisation.Name with { Name = form.Name }, Kind = KindOf(form), Federation = federation },
            (before, after) => Audit.Entry(id, turn, "organisations.changed", new Changed("body", $"{before.Name.Name}|{before.Kind}|{before.Federation?.Id}", $"{after.Name.Name}|{after.Kind}|{after.Federation?.Id}")),
            cancellationToken);
        return ruling.IsRefused(out var refusal, out _)
            ? await forms.DrawAsync(of, form, turn.Actor, refusal, cancellationToken)
            : cards.Status(turn, (await reader.ReadAsync(id, cancellationToken))!, sentences.Text.Plain("setup.body.saved"), inDialog: true);
    }

    private static string KindOf(BodyForm form) => BodyForms.Kinds.Contains(form.Kind) ? form.Kind : "";
}
