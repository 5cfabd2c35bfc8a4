namespace LeadershipBot.Domain.People;

/// <summary>The person who acts, as the organisation in which they act knows them at this moment.</summary>
/// <param name="Id">The person's Microsoft Entra object id: the same on all devices and in all chats.</param>
/// <param name="TenantId">The Microsoft 365 tenant that vouches for them.</param>
/// <param name="Name">As it is shown to others.</param>
/// <param name="Hat">What they are in the organisation in which they act.</param>
public sealed record Actor(string Id, string TenantId, string Name, Hat Hat)
{
    /// <summary>Every organisation that knows the person, by name; empty for somebody whom none has listed.</summary>
    public IReadOnlyList<Hat> Hats { get; init; } = [];

    /// <summary>Roles that they hold in every organisation of this deployment, by its settings.</summary>
    public Roles Everywhere { get; init; }

    /// <summary>The organisation in which they act. Not the tenant: many organisations share one.</summary>
    public OrganisationName Organisation => Hat.Organisation;

    /// <summary>What they may do in that organisation.</summary>
    public Roles Roles => Hat.Roles | Everywhere;

    /// <summary>Their first confirmed practice; null if none is known.</summary>
    public PracticeName? Practice => Hat.Practices is [var first, ..] ? first : null;

    /// <summary>Their key among all people.</summary>
    public MemberId MemberId => new(TenantId, Id);

    /// <summary>Whether the person holds at least one of the roles where they act. Everybody holds <see cref="Roles.Member"/>.</summary>
    public bool HoldsAny(Roles any) => any == Roles.Member || (Roles & any) != Roles.Member;

    /// <summary>
    /// The same person acting in another organisation: what is about that organisation (a card of it, pressed anywhere)
    /// is judged by what the person is there, and by nothing that they are elsewhere.
    /// </summary>
    public Actor In(OrganisationName organisation)
    {
        if (Organisation.Id == organisation.Id)
            return this;
        return this with { Hat = Hats.FirstOrDefault(hat => hat.Organisation.Id == organisation.Id) ?? Hat.Unlisted(organisation) };
    }
}
