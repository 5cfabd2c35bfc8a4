using LeadershipBot.Domain.Imports;
using LeadershipBot.Domain.Practices;

namespace LeadershipBot.Domain.People.Imports;

/// <summary>What an import into an organisation goes by, besides its roll.</summary>
/// <param name="Commissioner">The ODS code of the commissioner whose practices are its members; empty if none.</param>
/// <param name="TenantIds">The organisation's tenants, in lower case.</param>
/// <param name="Catalogue">The open GP practices of the country; empty before they were imported.</param>
/// <param name="Now">The moment at which people and practices leave.</param>
public sealed record ImportScope(string Commissioner, IReadOnlyList<string> TenantIds, PracticeList Catalogue, DateTimeOffset Now);

/// <summary>What an import into an organisation would make of its roll.</summary>
/// <param name="Roll">All of it, as it becomes.</param>
/// <param name="Rejected">Lines that can't be used in this organisation.</param>
public sealed record RollPlan(Roll Roll, Rejections Rejected)
{
    /// <summary>How many came in.</summary>
    public int Added { get; init; }

    /// <summary>How many were there and differ.</summary>
    public int Changed { get; init; }

    /// <summary>How many left; they stay as history.</summary>
    public int Left { get; init; }

    /// <summary>How many are there already as the file says.</summary>
    public int Unchanged { get; init; }

    /// <summary>How many lines are about others and were passed over.</summary>
    public int Ignored { get; init; }

    /// <summary>How many practices came in though no list of the country was there to know them by.</summary>
    public int Unverified { get; init; }

    /// <summary>How many stay though the file doesn't name them, since lines that can't be read may be theirs.</summary>
    public int StayUntold { get; init; }

    /// <summary>People whom the roll before didn't name.</summary>
    public IReadOnlyList<MemberId> Newcomers { get; init; } = [];

    /// <summary>People who are otherwise than before, newcomers too.</summary>
    public IReadOnlyList<MemberId> Touched { get; init; } = [];

    /// <summary>Whether the roll stays as it is.</summary>
    public bool ChangesNothing { get; init; }
}

/// <summary>The member practices while lines are read that name some.</summary>
internal sealed class PracticeBook(Roll roll, ImportScope scope)
{
    private readonly Dictionary<string, MemberPractice> _practices = new(roll.Practices, StringComparer.OrdinalIgnoreCase);

    public IReadOnlyDictionary<string, MemberPractice> All => _practices;

    public bool IsChanged { get; private set; }

    /// <summary>Why people can't belong to the practice here, as the end of a sentence; null if they can.</summary>
    public Refusal? ProblemOf(string code)
    {
        if (scope.Catalogue.IsNotOpen(code))
            return new Refusal("imports.line.closed", ("code", code));
        if (_practices.TryGetValue(code, out var member) && member.LeftAt is null)
            return null;
        if (IsOfCommissioner(code))
            return null;
        return member is null ? new Refusal("imports.line.noMember", ("code", code)) : new Refusal("imports.line.left", ("code", code));
    }

    /// <summary>The practice, which becomes a member if it is one of the organisation's commissioner. Its problem must have been asked for.</summary>
    public MemberPractice Admit(string code)
    {
        if (_practices.TryGetValue(code, out var member) && member.LeftAt is null)
            return member;
        var listed = scope.Catalogue.Find(code)!;
        return Put(member is null ? new MemberPractice(listed.Code.ToString(), listed.Name, "", null) : member with { LeftAt = null });
    }

    public MemberPractice Put(MemberPractice practice)
    {
        IsChanged |= !_practices.TryGetValue(practice.Code, out var before) || before != practice;
        return _practices[practice.Code] = practice;
    }

    private bool IsOfCommissioner(string code)
        => scope.Commissioner.Length > 0 && scope.Catalogue.Find(code) is { } listed && listed.Commissioner.Equals(scope.Commissioner, StringComparison.OrdinalIgnoreCase);
}
