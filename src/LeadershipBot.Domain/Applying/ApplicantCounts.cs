namespace LeadershipBot.Domain.Applying;

/// <summary>How many applied for an opening, and how far they have come. Those who only explore are in <see cref="Exploring"/> and in no other number.</summary>
/// <param name="Received">On whom nobody decided yet.</param>
/// <param name="Shortlisted">Shortlisted, and not further.</param>
/// <param name="Interview">Invited to an interview.</param>
/// <param name="Appointed">Appointed.</param>
/// <param name="Reserve">In reserve.</param>
/// <param name="NotSelected">Not shortlisted or not selected.</param>
/// <param name="Withdrawn">Who withdrew.</param>
public sealed record ApplicantCounts(int Received, int Shortlisted, int Interview, int Appointed, int Reserve, int NotSelected, int Withdrawn)
{
    /// <summary>Nobody.</summary>
    public static ApplicantCounts None { get; } = new(0, 0, 0, 0, 0, 0, 0);

    /// <summary>Of those who are still in it, and weren't appointed, how many are ready now: they stand.</summary>
    public int ReadyNow { get; init; }

    /// <summary>How many would be ready in one to two years: of those who are still in it, and weren't appointed, and of those who were answered and stay on the bench.</summary>
    public int OneToTwoYears { get; init; }

    /// <summary>Who is offered a place and hasn't answered yet: each keeps one.</summary>
    public int Offered { get; init; }

    /// <summary>Who said no to an offer, or let it pass.</summary>
    public int Declined { get; init; }

    /// <summary>Who was ever offered a place, whatever became of it.</summary>
    public int EverOffered { get; init; }

    /// <summary>How many only explore: for the chair and whoever runs the opening, and nobody else.</summary>
    public int Exploring { get; init; }

    /// <summary>How many are still in it: not turned down, not withdrawn; without those who explore.</summary>
    public int Live => Received + Shortlisted + Interview + Offered + Appointed + Reserve;

    /// <summary>How many places are given, or kept for somebody who was offered one.</summary>
    public int Taken => Offered + Appointed;
}
