using LeadershipBot.Domain.People;

namespace LeadershipBot.Domain.Meetings;

/// <summary>What whoever keeps the register notes of somebody, and who else stands otherwise after it.</summary>
/// <param name="One">They, as they stand now.</param>
public sealed record NotedByHand(Attendee One)
{
    /// <summary>For whom they stand in now, or did until now, as that one stands now; null where that changes nobody.</summary>
    public Attendee? Principal { get; init; }

    /// <summary>Who stood in before and doesn't any more; null where nobody.</summary>
    public MemberId? Released { get; init; }

    /// <summary>Who named them, and hears that they can't stand in; null where nobody does.</summary>
    public MemberId? Declined { get; init; }
}

/// <summary>What is noted of people by hand: the same follows from it as where they say it themselves (<see cref="ReplyRule"/>).</summary>
public static class Noting
{
    /// <summary>They sent apologies by another way. Whoever stood in for them needn't; whoever named them needs another.</summary>
    public static NotedByHand Apologies(Meeting meeting, Attendee one, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(meeting);
        ArgumentNullException.ThrowIfNull(one);
        var answered = ReplyRule.With(one, Reply.Apologies, now);
        var presence = meeting.ClosedAt is not null || one.Presence is Presence.Present ? Presence.Absent : one.Presence;
        return new NotedByHand(answered.Me with { Presence = presence, PresenceFrom = PresenceSource.Hand, LeftBefore = "" })
        {
            Released = answered.Released,
            Declined = one is { IsCalled: false, Reply: not Reply.Apologies } ? one.StandsFor : null,
        };
    }

    /// <summary>They didn't come.</summary>
    public static NotedByHand Absent(Attendee one) => new(one with { Presence = Presence.Absent, PresenceFrom = PresenceSource.Hand, LeftBefore = "" });

    /// <summary>They came as whatever they are: called, standing in, or neither.</summary>
    /// <param name="meeting">The meeting.</param>
    /// <param name="one">Who.</param>
    /// <param name="left">The item before which they left; anything else says that they stayed.</param>
    public static NotedByHand Came(Meeting meeting, Attendee one, string left)
    {
        ArgumentNullException.ThrowIfNull(meeting);
        return new NotedByHand(one with { Presence = Presence.Present, PresenceFrom = PresenceSource.Hand, LeftBefore = meeting.Content.Agenda.NumberOf(left) > 0 ? left : "" });
    }

    /// <summary>They came for themselves and stood in for nobody, whatever was said before.</summary>
    /// <param name="meeting">The meeting.</param>
    /// <param name="one">Who.</param>
    /// <param name="principal">Who had named them; null where nobody had.</param>
    /// <param name="left">The item before which they left; anything else says that they stayed.</param>
    public static NotedByHand CameForThemselves(Meeting meeting, Attendee one, Attendee? principal, string left)
    {
        ArgumentNullException.ThrowIfNull(one);
        return new NotedByHand(Came(meeting, one, left).One with { StandsFor = null })
        {
            Principal = principal is { Reply: Reply.Deputy, Deputy: { } deputy } && Is(deputy, one.Person) ? principal with { Reply = Reply.Apologies, Deputy = null } : null,
        };
    }

    /// <summary>They came as the deputy of somebody who is called and wasn't there; whom that one had named before stands in no more.</summary>
    /// <param name="meeting">The meeting.</param>
    /// <param name="one">Who came.</param>
    /// <param name="principal">For whom they stood in.</param>
    /// <param name="left">The item before which they left; anything else says that they stayed.</param>
    public static Ruling<NotedByHand> CameAsDeputy(Meeting meeting, Attendee one, Attendee principal, string left)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(principal);
        if (Is(one.Person, principal.Person))
            return new Refusal("meetings.refused.self");
        if (!principal.IsCalled)
            return new Refusal("meetings.refused.noPrincipal");
        if (one.IsCalled)
            return new Refusal("meetings.refused.deputyCalled", ("name", one.Name));
        if (one is { StandsFor: { } another, Reply: not Reply.Apologies } && !Is(another, principal.Person))
            return new Refusal("meetings.refused.deputyNoted", ("name", one.Name));
        return new NotedByHand(Came(meeting, one, left).One with { StandsFor = principal.Person, Reply = one.Reply is Reply.Apologies ? Reply.Coming : one.Reply })
        {
            Principal = principal with { Reply = Reply.Deputy, Deputy = one.Person, Presence = Presence.Absent, PresenceFrom = PresenceSource.Hand, LeftBefore = "", IsFromCalendar = false },
            Released = principal.Deputy is { } before && !Is(before, one.Person) ? before : null,
        };
    }

    private static bool Is(MemberId one, MemberId other) => one.ToString() == other.ToString();
}
