using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.Electorates;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls;

/// <summary>How what a poll promises stands in the columns of its row. What most promise takes none.</summary>
internal static class PrivacyColumns
{
    public static void Write(Record row, AskPrivacy privacy)
    {
        Write(row, "Voice", privacy.Voice);
        Write(row, "Readers", privacy.Readers);
        Write(row, "Breakdown", privacy.Breakdown);
        Write(row, "CountedBy", privacy.Electorate.CountedBy);
        Write(row, "CastBy", privacy.Electorate.CastBy);
    }

    public static AskPrivacy Read(Record row) => new(Read<Voice>(row, "Voice"))
    {
        Readers = Read<Readers>(row, "Readers"),
        Breakdown = Read<Breakdown>(row, "Breakdown"),
        Electorate = new Electorate(Read<CountedBy>(row, "CountedBy"), Read<CastBy>(row, "CastBy")),
    };

    private static void Write<TEnum>(Record row, string column, TEnum value)
        where TEnum : struct, Enum
    {
        if (!value.Equals(default(TEnum)))
            row[column] = value.ToString();
    }

    private static TEnum Read<TEnum>(Record row, string column)
        where TEnum : struct, Enum
        => row.GetString(column) is not { } words ? default
            : Enum.TryParse<TEnum>(words, out var value) ? value
            : throw new InvalidOperationException($"{column} holds {words}, which this version doesn't know: nothing may be shown of it.");
}
