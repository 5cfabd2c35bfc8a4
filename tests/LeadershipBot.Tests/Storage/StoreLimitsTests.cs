using LeadershipBot.Storage;
using Record = LeadershipBot.Storage.Record;

namespace LeadershipBot.Tests.Storage;

public sealed class StoreLimitsTests
{
    private const string Secret = "SecretValue";

    [Theory]
    [InlineData("ab")]
    [InlineData("1Polls")]
    [InlineData("My-Polls")]
    [InlineData("Pölls")]
    [InlineData("Polls ")]
    [InlineData("A23456789012345678901234567890123456789012345678901234567890ABCD")]
    public void A_table_name_that_Azure_refuses_is_refused(string table)
        => Assert.Throws<ArgumentException>(() => StoreLimits.CheckTable(table));

    [Theory]
    [InlineData("abc")]
    [InlineData("Polls2")]
    [InlineData("A23456789012345678901234567890123456789012345678901234567890ABC")]
    public void A_table_name_that_Azure_takes_is_taken(string table) => StoreLimits.CheckTable(table);

    [Theory]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\tb")]
    [InlineData("a\u0000b")]
    [InlineData("a\u007fb")]
    [InlineData("a\u009fb")]
    [InlineData("a\uffffb")]
    public void A_key_with_a_forbidden_sign_is_refused(string key)
        => Assert.Throws<ArgumentException>("rowKey", () => StoreLimits.CheckKey(key, "rowKey"));

    [Fact]
    public void A_key_with_half_a_surrogate_pair_is_refused()
    {
        Assert.Throws<ArgumentException>(() => StoreLimits.CheckKey("a" + (char)0xD83D, "rowKey"));
        StoreLimits.CheckKey("a🩺\u00a0", "rowKey");
    }

    [Fact]
    public void A_key_of_512_characters_is_the_longest()
    {
        StoreLimits.CheckKey(new string('k', 512), "rowKey");
        Assert.Throws<ArgumentException>(() => StoreLimits.CheckKey(new string('k', 513), "rowKey"));
    }

    [Theory]
    [InlineData("PartitionKey")]
    [InlineData("RowKey")]
    [InlineData("Timestamp")]
    [InlineData("ETag")]
    [InlineData("timestamp")]
    [InlineData("")]
    [InlineData("1st")]
    [InlineData("a-b")]
    [InlineData("a b")]
    [InlineData("a.b")]
    [InlineData("a@b")]
    public void A_column_name_that_is_reserved_or_no_identifier_is_refused(string column) => Refused(new("p", "r") { [column] = 1 });

    [Theory]
    [InlineData("Question")]
    [InlineData("_q")]
    [InlineData("Größe2")]
    public void A_column_name_that_is_an_identifier_is_taken(string column) => Taken(new("p", "r") { [column] = 1 });

    [Fact]
    public void A_column_name_of_255_characters_is_the_longest()
    {
        Taken(new("p", "r") { [new string('c', 255)] = 1 });
        Refused(new("p", "r") { [new string('c', 256)] = 1 });
    }

    [Fact]
    public void Text_is_counted_as_two_bytes_a_character()
    {
        Taken(new("p", "r") { ["Text"] = new string('x', 32_768) });
        Refused(new("p", "r") { ["Text"] = new string('x', 32_769) });
        Taken(new("p", "r") { ["Bytes"] = new byte[65_536] });
        Refused(new("p", "r") { ["Bytes"] = new byte[65_537] });
    }

    [Fact]
    public void Half_a_surrogate_pair_in_a_text_is_refused()
    {
        Refused(new("p", "r") { ["Text"] = "a" + (char)0xDC00 + "b" });
        Refused(new("p", "r") { ["Text"] = "a" + (char)0xD83D });
        Taken(new("p", "r") { ["Text"] = "🩺 a 🩺" });
    }

    [Fact]
    public void The_253rd_column_is_refused()
    {
        var record = new Record("p", "r");
        for (var i = 0; i < 252; i++)
            record[$"C{i}"] = i;
        Taken(record);
        record["Last"] = 1;
        Refused(record);
    }

    [Fact]
    public void A_record_of_more_than_a_mebibyte_is_refused()
    {
        var record = new Record("p", "r");
        for (var i = 0; i < 15; i++)
            record[$"C{i}"] = new string('x', 32_768);
        Taken(record);
        record["C15"] = new string('x', 32_768);
        Refused(record);
    }

    [Fact]
    public void A_date_before_1601_is_refused()
    {
        Taken(new("p", "r") { ["At"] = new DateTimeOffset(1601, 1, 1, 0, 0, 0, TimeSpan.Zero) });
        Refused(new("p", "r") { ["At"] = new DateTimeOffset(1600, 12, 31, 23, 59, 59, TimeSpan.Zero) });
    }

    [Fact]
    public void The_101st_change_is_refused()
    {
        Check([.. Enumerable.Range(0, 100).Select(i => new Change.Insert(new Record("p", $"{i}")))]);
        Assert.Throws<ArgumentException>(() => Check([.. Enumerable.Range(0, 101).Select(i => new Change.Insert(new Record("p", $"{i}")))]));
    }

    [Fact]
    public void A_second_change_of_one_row_is_refused()
        => Assert.Throws<ArgumentException>(() => Check([new Change.Insert(new Record("p", "r")), new Change.Delete("r", null)]));

    [Fact]
    public void A_record_of_another_partition_is_refused()
        => Assert.Throws<ArgumentException>(() => Check([new Change.Insert(new Record("q", "r"))]));

    [Fact]
    public void A_replacement_without_a_version_is_refused()
        => Assert.Throws<ArgumentException>(() => Check([new Change.Replace(new Record("p", "r"))]));

    [Fact]
    public void A_commit_is_counted_as_it_travels()
    {
        // 65 rows of 64 KiB of UTF-16 are over 4 MiB in memory, but half of that as UTF-8; escapes make them six times as long.
        Check(Rows(65, new string('x', 32_000)));
        Assert.Throws<ArgumentException>(() => Check(Rows(65, new string('日', 32_000))));
        Assert.Throws<ArgumentException>(() => Check(Rows(30, new string('\u0001', 32_000))));

        static Change[] Rows(int count, string text) => [.. Enumerable.Range(0, count).Select(i => new Change.Insert(new Record("p", $"{i}") { ["Text"] = text }))];
    }

    [Fact]
    public void A_refusal_names_the_place_and_never_the_value()
    {
        var refusal = Assert.Throws<ArgumentException>(() => Check(
            [new Change.Delete("a", null), new Change.Insert(new Record("p", "r") { ["Note"] = string.Concat(Enumerable.Repeat(Secret, 4_000)) })]));
        Assert.Contains("Note", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("change 1", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, Assert.Throws<ArgumentException>(() => StoreLimits.CheckKey(Secret + "#", "rowKey")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_whole_number_is_also_a_double()
    {
        var record = new Record("p", "r") { ["A"] = 1 };
        Assert.Equal(1.0, record.GetDouble("A"));
        Assert.Null(record.GetDouble("B"));
    }

    private static void Taken(Record record) => Check([new Change.Insert(record)]);

    private static void Refused(Record record)
    {
        Assert.Throws<ArgumentException>(() => Check([new Change.Insert(record)]));
        Assert.Throws<ArgumentException>(() => Check([new Change.Upsert(record)]));
    }

    private static void Check(Change[] changes) => StoreLimits.CheckCommit("Polls", "p", changes);
}
