using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;

namespace LeadershipBot.Shell;

/// <summary>Says whom something that goes to many goes to. Answered by the feature that keeps the members.</summary>
public interface IAudience
{
    /// <summary>
    /// Everybody whom an organisation lists at this moment, in ordinal order of <see cref="MemberId.ToString"/>; nobody
    /// where there is no such organisation.
    /// </summary>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    IAsyncEnumerable<AudienceMember> ListAsync(string organisationId, CancellationToken cancellationToken);

    /// <summary>One person whom an organisation lists at this moment; null where it doesn't, or not any more.</summary>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    Task<AudienceMember?> FindAsync(string organisationId, MemberId person, CancellationToken cancellationToken);

    /// <summary>
    /// The same, only those who fit: see <see cref="ListAsync(string, CancellationToken)"/>. Who sits in a team is as it was last read.
    /// Where few hold the roles or sit in the teams that were chosen, those are read, and not the organisation's whole list.
    /// </summary>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    IAsyncEnumerable<AudienceMember> ListAsync(string organisationId, Audience chosen, CancellationToken cancellationToken);

    /// <summary>
    /// The same, for what a person waits for: the list is remembered until it changes, so that a press after another reads nobody of it. As
    /// new as the other; who was read is kept in memory, so what goes over all organisations takes the other.
    /// </summary>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    IAsyncEnumerable<AudienceMember> ListRememberedAsync(string organisationId, Audience chosen, CancellationToken cancellationToken);

    /// <summary>One person whom an organisation lists at this moment and who fits; null where they don't.</summary>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    Task<AudienceMember?> FindAsync(string organisationId, Audience chosen, MemberId person, CancellationToken cancellationToken);

    /// <summary>
    /// Everybody who leads one of these practices at this moment, once for each that they lead. Reads those, and not the
    /// organisation's whole list.
    /// </summary>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    Task<IReadOnlyList<PracticeLead>> ListLeadsAsync(string organisationId, PracticeCodes practices, CancellationToken cancellationToken);

    /// <summary>
    /// Those whom an organisation lists at this moment and whose names hold a word that begins with each of these, in the order of
    /// names; all where there are no words. The names are remembered until the list changes, so that a press doesn't read everybody.
    /// </summary>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    Task<IReadOnlyList<Person>> ListNamedAsync(string organisationId, string words, CancellationToken cancellationToken);

    /// <summary>The practices that are members of an organisation at this moment; none where it has none.</summary>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    Task<IReadOnlyList<MemberPractice>> ListPracticesAsync(string organisationId, CancellationToken cancellationToken);

    /// <summary>The names of an organisation's localities, by code; empty where it has none.</summary>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    Task<IReadOnlyDictionary<string, string>> NameLocalitiesAsync(string organisationId, CancellationToken cancellationToken);
}

/// <summary>Somebody who leads a practice, and casts its vote.</summary>
/// <param name="Practice">Its ODS code.</param>
/// <param name="Lead">Who.</param>
public sealed record PracticeLead(string Practice, Person Lead);

/// <summary>Somebody whom something may go to.</summary>
/// <param name="Person">Who.</param>
/// <param name="Name">As the list names them; may be empty.</param>
/// <param name="Practice">The names of their practices; empty for none.</param>
/// <param name="Locality">The code of the locality of the first of their practices that has one; empty for none.</param>
public sealed record AudienceMember(MemberId Person, string Name, string Practice, string Locality)
{
    /// <summary>The codes of the localities of all their practices.</summary>
    public IReadOnlyList<string> Localities { get; init; } = [];

    /// <summary>Their confirmed practices that are members of the organisation.</summary>
    public PracticeCodes Practices { get; init; } = PracticeCodes.None;

    /// <summary>The codes of all practices to which they may belong: also those that they chose and nobody confirmed, and those that left the organisation. To keep people apart, never to let them do something.</summary>
    public PracticeCodes MayBelongTo { get; init; } = PracticeCodes.None;

    /// <summary>Those of them whose vote they cast.</summary>
    public PracticeCodes LeadOf { get; init; } = PracticeCodes.None;

    /// <summary>What they may do in the organisation.</summary>
    public Roles Roles { get; init; }

    /// <summary>Confirmed profession; null if it isn't known.</summary>
    public Profession? Profession { get; init; }

    /// <summary>Confirmed contract; null if it isn't known.</summary>
    public Contract? Contract { get; init; }
}
