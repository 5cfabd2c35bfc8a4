using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.Succession;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Succession;

/// <summary>What a post is, as columns of a row; empty ones are left out.</summary>
internal static class PostColumns
{
    private const char Between = ',';

    public static void Write(Record row, PostContent content)
    {
        Columns.SetIf(row, "Title", content.Title);
        row["Rung"] = content.Rung.ToString();
        Columns.SetIf(row, "Locality", content.Locality);
        (row["Places"], row["Sessions"], row["TenureMonths"]) = (content.Places, (double)content.Sessions, content.TenureMonths);
        Columns.SetIf(row, "Pay", content.Pay);
        Columns.SetIf(row, "Backfill", content.Backfill);
        Columns.SetIf(row, "ProtectedTime", content.ProtectedTime);
        Columns.SetIf(row, "Specification", content.Specification);
        Columns.SetIf(row, "TalkTo", content.TalkTo);
        Columns.SetIf(row, "Why", content.Why);
        Columns.SetIf(row, "Costs", content.Costs);
        Columns.SetIf(row, "Deputies", Columns.Of(content.Deputies));
        Columns.SetIf(row, "Panel", Columns.Of(content.Panel));
        Columns.SetPerson(row, "RunBy", content.RunBy);
        Columns.SetIf(row, "Conflicts", string.Join(Between, content.Conflicts));
        Columns.SetIf(row, "OnlyLinkTo", content.OnlyLinkTo);
        Columns.SetEligibility(row, content.Eligibility);
    }

    public static PostContent Read(Record row) => new()
    {
        Title = row.GetString("Title") ?? "",
        Rung = Enum.TryParse<Rung>(row.GetString("Rung"), out var rung) ? rung : Rung.Seat,
        Locality = row.GetString("Locality") ?? "",
        Places = row.GetInt32("Places") ?? 1,
        Sessions = (decimal)(row.GetDouble("Sessions") ?? 0),
        TenureMonths = row.GetInt32("TenureMonths") ?? 0,
        Pay = row.GetString("Pay") ?? "",
        Backfill = row.GetString("Backfill") ?? "",
        ProtectedTime = row.GetString("ProtectedTime") ?? "",
        Specification = row.GetString("Specification") ?? "",
        TalkTo = row.GetString("TalkTo") ?? "",
        Why = row.GetString("Why") ?? "",
        Costs = row.GetString("Costs") ?? "",
        Deputies = Columns.People(row.GetString("Deputies")),
        Panel = Columns.People(row.GetString("Panel")),
        RunBy = Columns.PersonIn(row, "RunBy"),
        Conflicts = Columns.Split(row.GetString("Conflicts")),
        OnlyLinkTo = row.GetString("OnlyLinkTo") ?? "",
        Eligibility = Columns.EligibilityIn(row),
    };
}
