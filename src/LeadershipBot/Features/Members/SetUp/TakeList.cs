using LeadershipBot.Domain;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Members.Imports;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Files;

namespace LeadershipBot.Features.Members.SetUp;

/// <summary>
/// An organiser or administrator attaches a list in their own chat, and sees what it would do. Nobody else's file is
/// opened. Of the file only what waits to be imported is kept, at most an hour.
/// </summary>
internal sealed class TakeList(OrganisationShelf organisations, ListReading reading, ReceivedFiles files, PeopleForms forms, CardLibrary library) : ISlice
{
    private const Roles Importers = ListReading.Listing;

    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var may = turn.Actor.Hats.Where(hat => (hat.Roles & Importers) != Roles.Member).ToList();
        if (turn.Files is not [var file, ..] || (may.Count == 0 && !turn.Actor.HoldsAny(Importers)))
            return Unknown();
        if (may.Count > 1 && may.All(hat => hat.Organisation.Id != turn.Settings.ActsFor))
            return new Answer.Refused(new Refusal("setup.refused.file")); // nobody's people are taken for another body's
        if (may is [var only] && !turn.Actor.HoldsAny(Importers))
            turn = turn with { Actor = turn.Actor.In(only.Organisation), Organisation = (await organisations.FindAsync(only.Organisation.Id, cancellationToken))?.Organisation };
        if (await ForAsync(turn, cancellationToken) is not { } organisation || !turn.Actor.In(organisation.Name).HoldsAny(Importers))
            return new Answer.Refused(new Refusal("setup.refused.file"));
        if ((await files.ReadAsync(file, cancellationToken)).IsRefused(out var unread, out var bytes))
            return new Answer.Refused(unread);
        var (text, undecodable) = ImportText.Decode(bytes);
        return text is null
            ? forms.Report(organisation.Organisation, new StagedImport(ImportReport.Of(undecodable!), null), listId: "", inDialog: false)
            : await reading.TakeAsync(turn, organisation, text, inDialog: false, cancellationToken);
    }

    /// <summary>The organisation for which the person acts; for an administrator by setting whom none lists, the tenant's only one.</summary>
    private async Task<OrganisationNow?> ForAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (turn.Organisation is { } acting)
            return await organisations.ReadAsync(acting.Name.Id, cancellationToken);
        return await organisations.ListOfTenantAsync(turn.Actor.TenantId, cancellationToken) is [var only] ? await organisations.ReadAsync(only.Id, cancellationToken) : null;
    }

    private Answer.Card Unknown()
    {
        var text = library.Text;
        var data = new CardData()
            .Set("happened", text.Format("files.unknown.happened"))
            .Set("kept", text.Format("files.unknown.kept"))
            .Set("nearest", [])
            .Set("summary", text.Plain("files.unknown.happened"))
            .Set("spoken", text.Spoken("files.unknown.happened"));
        return new Answer.Card(new CardView("shell/unknown", data, text.Plain("files.unknown.happened")));
    }
}
