using LeadershipBot.Domain;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Time;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;

namespace LeadershipBot.Features.Applications;

/// <summary>Finds the opening that a turn names, for whoever may act on it there.</summary>
internal sealed class ApplicationsGate(Openings openings, ApplicationShelf shelf)
{
    /// <summary>The opening, for anybody whom the organisation lists, or why not.</summary>
    public async Task<Ruling<Opening>> FindAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (turn.Data.TryText("organisation", out var about) && about != turn.Actor.Organisation.Id)
            return new Refusal("applications.refused.otherOrganisation");
        if (!turn.Actor.Hat.IsListed)
            return new Refusal("applying.refused.notListed");
        return await FindNamedAsync(turn, cancellationToken) is { } opening && opening.Organisation.Id == turn.Actor.Organisation.Id
            ? opening
            : new Refusal("applications.refused.unknown");
    }

    /// <summary>
    /// The opening in the person's own chat, for what they sent themselves and for nothing else: that stays theirs to read and to
    /// withdraw, also where the organisation doesn't list them any more.
    /// </summary>
    public async Task<Ruling<Opening>> FindForOwnAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (turn.Place.Scope is not Scope.Personal)
            return new Refusal("applications.refused.ownChat");
        return await FindNamedAsync(turn, cancellationToken) is { } opening ? opening : new Refusal("applications.refused.unknown");
    }

    private Task<Opening?> FindNamedAsync(Turn turn, CancellationToken cancellationToken)
        => openings.FindAsync(turn.Data.Text("kind"), turn.Data.Text("opening"), cancellationToken);

    /// <summary>The same, in the person's own chat.</summary>
    public async Task<Ruling<Opening>> FindInOwnChatAsync(Turn turn, CancellationToken cancellationToken)
        => turn.Place.Scope is Scope.Personal ? await FindAsync(turn, cancellationToken) : new Refusal("applications.refused.ownChat");

    /// <summary>All that was read of the opening, for somebody who may see who applied.</summary>
    public async Task<Ruling<OpeningFile>> FindReadableAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await FindInOwnChatAsync(turn, cancellationToken)).IsRefused(out var refusal, out var opening))
            return refusal;
        var file = await shelf.ReadAllAsync(opening, cancellationToken);
        var standing = file.StandingOf(turn.Actor);
        return standing.MayRead ? file : new Refusal(standing.Applied ? "applying.refused.ownOpening" : "applying.refused.notYours");
    }

    /// <summary>The same for somebody who decides.</summary>
    public async Task<Ruling<OpeningFile>> FindDecidedAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await FindReadableAsync(turn, cancellationToken)).IsRefused(out var refusal, out var file))
            return refusal;
        return file.StandingOf(turn.Actor).Decides ? file : new Refusal("applying.refused.notYours");
    }

    /// <summary>The application that the turn names by <c>who</c>, for somebody who may read its statement.</summary>
    public async Task<Ruling<ReadApplication>> FindApplicationAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await FindReadableAsync(turn, cancellationToken)).IsRefused(out var refusal, out var file))
            return refusal;
        var standing = file.StandingOf(turn.Actor);
        if (standing.SeesFrom(file.Opening, turn.At) is { } seen) // first: whether there is such an application is not seen before, either
            return ReadLater(turn, seen);
        if (!MemberId.TryParse(turn.Data.Text("who", 100), out var who) || file.VisibleOf(who, standing) is not { } application)
            return new Refusal("applications.refused.gone");
        if (file.Scoring.WhyNotRead(application, standing, turn.Actor.MemberId) is { } why)
            return why;
        return !application.IsExploring && file.Opening.ReadFrom(turn.At) is { } from ? ReadLater(turn, from) : new ReadApplication(file, application, standing);
    }

    private static Refusal ReadLater(Turn turn, DateTimeOffset from) => new("applications.refused.readLater", ("when", TimeWords.Moment(from, turn.TimeZone)));
}

/// <summary>An application with the file in which it stands, and what its reader is to it.</summary>
internal sealed record ReadApplication(OpeningFile File, Application Application, Standing Standing);
