using LeadershipBot.Domain.People;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Members.Profile;

/// <summary>Who waits, in an organisation, for what they chose to be confirmed, as far as a person may decide on it.</summary>
internal sealed class WaitingPeople(RollShelf rolls, PracticeFinder practices)
{
    public async Task<IReadOnlyList<Waiting>> ListAsync(Actor by, OrganisationNow organisation, CancellationToken cancellationToken)
    {
        var waiting = new List<Waiting>();
        await foreach (var member in rolls.ListAsync(organisation, cancellationToken))
        {
            foreach (var claim in Confirming.ClaimsOf(member).Where(claim => Confirming.MayDecide(by, member, claim)))
                waiting.Add(new Waiting(member, claim, claim.Practice is { } code ? await practices.NameOfAsync(organisation, code, cancellationToken) : ""));
        }

        return [.. waiting.OrderBy(one => one.Practice.Length == 0).ThenBy(one => one.Practice, StringComparer.OrdinalIgnoreCase).ThenBy(one => one.Member.Name, StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>What a button says that it decides on; null where it says something else.</summary>
    public static (MemberId Id, Claim Claim)? Read(TurnData data)
    {
        if (!MemberId.TryParse(data.Text("person"), out var id))
            return null;
        var practice = PracticeCodes.Parse(data.Text("practice")).All;
        return (id, new Claim(practice is [var code] ? code : null, DetailsForm.One<Profession>(data.Text("profession")), DetailsForm.One<Contract>(data.Text("contract"))));
    }
}

/// <summary>One thing to decide on.</summary>
/// <param name="Member">Whose it is.</param>
/// <param name="Claim">What they chose.</param>
/// <param name="Practice">The practice's name; empty where it is about none.</param>
internal sealed record Waiting(Member Member, Claim Claim, string Practice);
