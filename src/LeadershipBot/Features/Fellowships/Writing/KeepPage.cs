using LeadershipBot.Domain;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Features.Fellowships.Browsing;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;

namespace LeadershipBot.Features.Fellowships.Writing;

/// <summary>An organiser or a chair begins a fellowship, or goes on with a draft.</summary>
internal sealed class OpenWriting(FellowshipShelf shelf, WritingCards cards, Chance chance) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (FellowshipGate.CheckMaking(turn) is { } refusal)
            return new Answer.Refused(refusal);
        if (!turn.Data.TryText("fellowship", out _))
            return await cards.FactsAsync(turn, null, chance.NewId(), FellowshipContent.Empty, problem: null, cancellationToken);
        if ((await shelf.FindManagedAsync(turn, cancellationToken)).IsRefused(out var unknown, out var head))
            return new Answer.Refused(unknown);
        return head.Fellowship.WhyNotWritten() is { } over ? new Answer.Refused(over) : await cards.FactsAsync(turn, head, chance.NewId(), head.Fellowship.Content, problem: null, cancellationToken);
    }
}

/// <summary>
/// An organiser or a chair sends a page: it is kept, and the next comes, or the one before; from the last it is saved, or somebody
/// else is asked for a yes. What can't be taken comes back with what was typed still in it, but for patient data, of which nothing stays.
/// </summary>
internal sealed class KeepPage(FellowshipShelf shelf, FellowshipWriting writing, WritingCards cards, FellowshipCards shown, IAudience audience, IRoleHolders people, CardLibrary library) : ISlice
{
    private const int Facts = 1;
    private const int People = 2;
    private const int Dates = 3;

    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (FellowshipGate.CheckMaking(turn) is { } refusal)
            return new Answer.Refused(refusal);
        var page = turn.Data.TryNumber("page", out var number) ? Math.Clamp(number, Facts, Dates) : Facts;
        var localities = await audience.NameLocalitiesAsync(turn.Actor.Organisation.Id, cancellationToken);
        var kept = await writing.KeepAsync(turn, await ReadingAsync(turn, page, localities, cancellationToken), cancellationToken);
        if (kept.Refused is { } refused)
        {
            if (refused.TextKey is FellowshipRefusals.Unknown or FellowshipRefusals.Withdrawn or "fellowships.refused.approved")
                return new Answer.Refused(refused);
            var content = refused.TextKey is "shell.refused.patientData" ? kept.Head?.Fellowship.Content ?? FellowshipContent.Empty : kept.Content;
            return await PageAsync(turn, kept.Head, content, page, refused, cancellationToken);
        }

        var head = kept.Head!;
        if (turn.Data.Text("go") is "back")
            return await PageAsync(turn, head, kept.Content, page - 1, problem: null, cancellationToken);
        if (page is Facts && (FellowshipDraft.CheckFacts(kept.Content, turn.Today) ?? OpeningForm.WhyNotLocality(turn.Data, kept.Content.Locality, localities)) is { } missing)
            return await PageAsync(turn, head, kept.Content, Facts, missing, cancellationToken);
        if (page is People && await DeciderRoles.WhyNotAsync(people, head.Fellowship.Organisation.Id, kept.Content, cancellationToken) is { } noRole)
            return await PageAsync(turn, head, kept.Content, People, noRole, cancellationToken);
        if (page is not Dates)
            return await PageAsync(turn, head, kept.Content, page + 1, problem: null, cancellationToken);
        return turn.Data.Text("go") is "ask" ? await AskAsync(turn, head, cancellationToken) : await SayAsync(turn, head, KeptKey(head.Fellowship), cancellationToken);
    }

    private static string KeptKey(Fellowship kept) => kept.IsAsked ? "fellowships.kept.waits" : kept.AskedBy is not null ? "fellowships.kept.again" : "fellowships.kept";

    /// <summary>Somebody else is asked for a yes; what is missing brings its page again.</summary>
    private async Task<Answer> AskAsync(Turn turn, FellowshipHead head, CancellationToken cancellationToken)
    {
        var me = new Person(turn.Actor.MemberId, turn.Actor.Name);
        if (await DeciderRoles.WhyNotAsync(people, head.Fellowship.Organisation.Id, head.Fellowship.Content, cancellationToken) is { } noRole)
            return await PageAsync(turn, head, head.Fellowship.Content, People, noRole, cancellationToken);
        var ruling = await shelf.ChangeAsync(turn, head.Key, fellowship => WhyNotRead(turn, fellowship) is { } unread ? unread : fellowship.Ask(me, turn.At, turn.Today), Audit.Entry(head.Key, turn, "fellowships.askedFor"), cancellationToken);
        return ruling.IsRefused(out var problem, out _)
            ? await PageAsync(turn, await shelf.FindAsync(head.Key, cancellationToken) ?? head, head.Fellowship.Content, problem.TextKey is "fellowships.refused.noRunBy" or "fellowships.refused.panel" or "fellowships.refused.offerDays" ? People : Dates, problem, cancellationToken)
            : await SayAsync(turn, head, await people.HasOthersAsync(head.Fellowship.Organisation.Id, me.Id, cancellationToken) ? "fellowships.asked" : "fellowships.asked.alone", cancellationToken);
    }

    /// <summary>It was sent back since the page was opened, and whoever asks hasn't read why.</summary>
    private static Refusal? WhyNotRead(Turn turn, Fellowship now)
        => now.ReturnedBecause.Length > 0 && turn.Data.Text("returned") != FellowshipForm.ReturnedMark(now) ? new Refusal("fellowships.refused.sentBack", ("reason", now.ReturnedBecause)) : null;

    private async Task<Func<FellowshipContent, FellowshipContent>> ReadingAsync(Turn turn, int page, IReadOnlyDictionary<string, string> localities, CancellationToken cancellationToken)
    {
        if (page is Dates)
            return before => FellowshipForm.ReadDates(turn.Data, before, turn.TimeZone);
        if (page is Facts)
            return before => FellowshipForm.ReadFacts(turn.Data, before, localities);
        var known = await writing.KnowAsync(turn, cancellationToken);
        return before => FellowshipForm.ReadPeople(turn.Data, before, known, localities);
    }

    private async Task<Answer> PageAsync(Turn turn, FellowshipHead? head, FellowshipContent content, int page, Refusal? problem, CancellationToken cancellationToken) => page switch
    {
        People when head is not null => await cards.PeopleAsync(turn, head, content, problem, cancellationToken),
        Dates when head is not null => await cards.DatesAsync(turn, head, content, problem, cancellationToken),
        _ => await cards.FactsAsync(turn, head, turn.DialogNonce, content, problem, cancellationToken),
    };

    private async Task<Answer> SayAsync(Turn turn, FellowshipHead head, string saidKey, CancellationToken cancellationToken)
    {
        var said = library.Text.Plain(saidKey, ("title", head.Fellowship.Content.Title));
        return new Answer.Say(said) { Renewed = await shelf.FindAsync(head.Key, cancellationToken) is { } now ? await shown.OfAsync(turn, now, CardText.FromPerson(said.Words), cancellationToken) : null };
    }
}
