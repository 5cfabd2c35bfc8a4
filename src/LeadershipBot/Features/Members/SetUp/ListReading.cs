using LeadershipBot.Domain;
using LeadershipBot.Domain.Imports;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Text;
using LeadershipBot.Features.Members.Imports;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using Rule = LeadershipBot.Domain.People.RoleGiving;

namespace LeadershipBot.Features.Members.SetUp;

/// <summary>
/// Reads a list that somebody brought, and shows what it would do, with the button that makes it true: a short one in the
/// turn, a long one in a delivery that sends the same card to their chat.
/// </summary>
internal sealed class ListReading(
    OrganisationShelf organisations, RollShelf rolls, RollImports imports, KeptLists lists, PeopleForms forms, ImportSentences sentences, IDirectory directory, IReach reach, CardLibrary library, TimeProvider time)
{
    /// <summary>Who brings lists.</summary>
    public const Roles Listing = Roles.Organiser | Roles.Administrator;

    /// <summary>
    /// A list of more lines, or for a roll of more rows, is read in a delivery. On Azure Tables a thousand newcomers take
    /// some 30 round trips one after the other (a row for each in its own partition, a hundred at a time; the roll by a
    /// hundred in a commit, sixteen at a time) and the practices of the country some 15 more where they aren't in memory:
    /// a second of the nearly five that a turn has, most of which belongs to Teams' download and to a slow day.
    /// </summary>
    public const int InTurnMax = 1_000;

    /// <param name="turn">Who brought it.</param>
    /// <param name="now">For whom.</param>
    /// <param name="text">The list.</param>
    /// <param name="inDialog">Whether it was pasted into the dialog, to which a problem goes back with what was pasted.</param>
    /// <param name="cancellationToken">Gives up; then the same again is safe.</param>
    public async Task<Answer> TakeAsync(Turn turn, OrganisationNow now, ImportText text, bool inDialog, CancellationToken cancellationToken)
    {
        var (file, unreadable) = imports.Read(text);
        if (file is null)
            return inDialog
                ? forms.Paste(now.Organisation, text.Text, new Refusal("setup.refused.unreadable", ("reason", sentences.Unreadable(unreadable!))))
                : forms.Report(now.Organisation, new StagedImport(unreadable!, null), listId: "", inDialog: false);

        var isLong = text.Lines > InTurnMax || await rolls.IsLargerAsync(now, InTurnMax, cancellationToken);
        var aboutAPatient = file.FirstAboutAPatient(turn.Today);
        if (isLong && aboutAPatient is { } line)
            return No(now.Organisation, text, new Refusal("imports.refused.patient", ("line", ImportWords.Number(line))), inDialog); // to be read later it would have to be kept
        var chat = await reach.OwnChatAsync(turn, cancellationToken);
        if (isLong && chat is null)
            return No(now.Organisation, text, new Refusal("imports.refused.noChat"), inDialog);

        var id = Keys.Hash("list", now.Id, turn.Intent.Key, text.Text); // two files may come with the same words, or none
        var list = new KeptList(id, now.Id, turn.Actor.MemberId, chat ?? new PersonalChat(turn.Place, turn.Account.TeamsId), turn.At, text.Encoding);
        var isNew = await lists.KeepAsync(list, aboutAPatient is null ? text.Text : "", readLater: isLong, cancellationToken);
        if (isLong)
        {
            if (!isNew)
                await lists.OrderAsync(list, cancellationToken); // sent once more a while later: it is read once more
            return Later(turn, text.Lines);
        }

        return await ShowAsync(turn, now, list, text, file, inDialog, cancellationToken);
    }

    /// <summary>Looks once more at a list that is kept, since the roll was changed meanwhile.</summary>
    public async Task<Answer> TakeAgainAsync(Turn turn, OrganisationNow now, KeptList list, bool inDialog, CancellationToken cancellationToken)
    {
        if (await TextAsync(list, cancellationToken) is not { } text)
            return No(now.Organisation, ImportText.Pasted(""), new Refusal("imports.refused.swept"), inDialog);
        if (text.Lines > InTurnMax || await rolls.IsLargerAsync(now, InTurnMax, cancellationToken))
        {
            await lists.OrderAsync(list, cancellationToken);
            return Later(turn, text.Lines);
        }

        return await ShowAsync(turn, now, list, text, imports.Read(text).File!, inDialog, cancellationToken);
    }

    /// <summary>Reads a list that was kept for later. Begun anew after a crash, it stages anew, unless it came as far as that.</summary>
    /// <returns>What it would do, or why it can't be used.</returns>
    public async Task<Ruling<CardView>> ReadAsync(KeptList list, CancellationToken cancellationToken)
    {
        if (await ActorOfAsync(list, cancellationToken) is not { } actor || await organisations.ReadAsync(list.OrganisationId, cancellationToken) is not { } now)
            return new Refusal("imports.refused.noRole");
        if (list.Token.Length > 0 && await imports.FindAsync(list.OrganisationId, list.Token, cancellationToken) is { } before)
            return Shown(now, before.Report with { RejectedLines = await lists.RejectedAsync(now.Id, list.Id, cancellationToken) }, list.Token);
        if (await TextAsync(list, cancellationToken) is not { } text)
            return new Refusal("imports.refused.swept");
        return (await StageAsync(list, imports.Read(text).File!, actor, cancellationToken)).IsRefused(out var refusal, out var staged)
            ? refusal
            : Shown(now, staged.Report, staged.Token);

        CardView Shown(OrganisationNow organisation, ImportReport report, string? token)
            => forms.Report(organisation.Organisation, new StagedImport(report, token), list.Id, inDialog: false).View;
    }

    /// <summary>Whoever brought the list, as the organisation knows them at this moment; null where they may bring none any more.</summary>
    public async Task<Actor?> ActorOfAsync(KeptList list, CancellationToken cancellationToken)
    {
        directory.Forget(list.Person);
        var account = new Account(list.Person.ObjectId, list.Person.TenantId, "", list.Chat.TeamsId);
        var actor = (await directory.FindAsync(account, list.Chat.Place, list.OrganisationId, cancellationToken)).Actor;
        return actor.Organisation.Id == list.OrganisationId && actor.HoldsAny(Listing) ? actor : null;
    }

    /// <summary>Says why nothing was imported; where the roll was changed and the list is still kept, with the button that looks once more.</summary>
    public async Task<Answer.Card?> OfferAgainAsync(OrganisationNow now, string listId, Refusal refusal, bool inDialog, CancellationToken cancellationToken)
        => refusal.TextKey == "imports.refused.changed" && await lists.FindAsync(now.Id, listId, cancellationToken) is { } list && await TextAsync(list, cancellationToken) is not null
            ? forms.Changed(now.Organisation, refusal, listId, inDialog)
            : null;

    private async Task<Answer> ShowAsync(Turn turn, OrganisationNow now, KeptList list, ImportText text, RollFile file, bool inDialog, CancellationToken cancellationToken)
        => (await StageAsync(list, file, turn.Actor, cancellationToken)).IsRefused(out var refusal, out var staged)
            ? No(now.Organisation, text, refusal, inDialog)
            : forms.Report(now.Organisation, staged, list.Id, inDialog);

    private async Task<ImportText?> TextAsync(KeptList list, CancellationToken cancellationToken)
        => time.GetUtcNow() - list.At > RollImports.WaitsFor ? null : await lists.TextAsync(list, cancellationToken);

    private async Task<Ruling<StagedImport>> StageAsync(KeptList list, RollFile file, Actor actor, CancellationToken cancellationToken)
    {
        var ruling = await imports.StageAsync(list.OrganisationId, file, list.Id, Rule.MayGive(actor.Roles), cancellationToken);
        if (ruling.IsRefused(out _, out var staged))
            return ruling;
        await lists.KeepRejectedAsync(list, [.. staged.Report.RejectedLines.Select(Keepable)], cancellationToken); // none, too: it may have had some before
        if (staged.Token is { } token)
            await lists.NoteAsync(list, token, cancellationToken);
        return staged;
    }

    /// <summary>What was typed where something else belongs may be anything: what looks like a patient's details isn't kept.</summary>
    private RejectedLine Keepable(RejectedLine line)
        => PatientData.FindIn(sentences.Line(line), DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime)) is null ? line : line with { Reason = new Refusal("imports.line.hidden") };

    private Answer.Say Later(Turn turn, int lines)
        => new(library.Text.Plain(turn.Place.Scope is Scope.Personal ? "imports.later.reading" : "imports.later.readingInChat", ("count", lines)));

    private Answer No(Organisation organisation, ImportText text, Refusal refusal, bool inDialog)
        => inDialog ? forms.Paste(organisation, text.Text, refusal) : new Answer.Refused(refusal);
}
