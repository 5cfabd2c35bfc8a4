using FsCheck;
using FsCheck.Fluent;
using LeadershipBot.Domain.Polls;

namespace LeadershipBot.Tests.Domain.Polls;

public sealed class PollCommandTests
{
    [Theory]
    [InlineData("\"Should we extend hours?\" Yes, No, Unsure")]
    [InlineData("“Should we extend hours?” Yes, No, Unsure")]
    [InlineData("\"Should we extend hours?” Yes, No, Unsure")]
    [InlineData("“Should we extend hours?\" Yes, No, Unsure")]
    [InlineData("„Should we extend hours?“ Yes, No, Unsure")]
    [InlineData("« Should we extend hours? » Yes, No, Unsure")]
    [InlineData("'Should we extend hours?' Yes, No, Unsure")]
    [InlineData("‘Should we extend hours?’ Yes, No, Unsure")]
    [InlineData("Should we extend hours? Yes, No, Unsure")]
    [InlineData("Should we extend hours?Yes,No,Unsure")]
    [InlineData("  Should we extend hours?  Yes ; No;Unsure  ")]
    [InlineData(": \"Should we extend hours?\" Yes, No, Unsure")]
    [InlineData(": Should we extend hours?: Yes, No, Unsure")]
    [InlineData("\"Should we extend hours?\": Yes, No, Unsure")]
    [InlineData("\"Should we extend hours?\", Yes, No, Unsure,")]
    [InlineData("\"Should we extend hours?\" Yes,, No, , Unsure")]
    [InlineData("\"Should we extend hours?\"\nYes\nNo\nUnsure")]
    [InlineData("Should we extend hours?\r\nYes\r\nNo\r\n\r\nUnsure\r\n")]
    [InlineData("\"Should we extend hours?\" \"Yes\", “No”, 'Unsure'")]
    public void The_same_poll_is_read_however_it_is_typed(string words)
    {
        var command = PollCommand.Read(words);
        Assert.Equal("Should we extend hours?", command.Question);
        Assert.Equal(["Yes", "No", "Unsure"], command.Choices);
    }

    public static TheoryData<string, string, string[]> Others => new()
    {
        { "", "", [] },
        { "  \n ", "", [] },
        { "\"", "", [] },
        { "\"\" Yes, No", "", ["Yes", "No"] },
        { "Should we extend hours?", "Should we extend hours?", [] },
        { "\"Should we extend hours?\"", "Should we extend hours?", [] },
        { "'Should we extend hours?'", "Should we extend hours?", [] },
        { "\"Should we extend hours? Yes, No", "Should we extend hours?", ["Yes", "No"] },
        { "Extend hours, or not", "Extend hours, or not", [] },
        { "\"Best day\" Mon, Tue", "Best day", ["Mon", "Tue"] },
        { "Best day\nMon\nTue", "Best day", ["Mon", "Tue"] },
        { "\"Really? Now?\" Yes, No", "Really? Now?", ["Yes", "No"] },
        { "Really? Now? Yes, No", "Really?", ["Now? Yes", "No"] },
        { "Who? \"Yes, today\", “No, never”; Unsure", "Who?", ["Yes, today", "No, never", "Unsure"] },
        { "Which? Adopt the “duty doctor” model, Wait", "Which?", ["Adopt the “duty doctor” model", "Wait"] },
        { "Which? “Duty doctor” model, Wait", "Which?", ["Duty doctor model", "Wait"] },
        { "Which? 5\" pipe, 6\" pipe", "Which?", ["5\" pipe", "6\" pipe"] },
        { "Which? \"Yes, No", "Which?", ["Yes", "No"] },
        { "Which? \"Wait, or \", Yes", "Which?", ["Wait, or", "Yes"] },
        { "Which? \" Yes \", \" No \"", "Which?", ["Yes", "No"] },
        { "\"Adopt the “duty doctor” model\" \"The “now, or never” way\", No", "Adopt the “duty doctor” model", ["The “now, or never” way", "No"] },
        { "“Adopt the \"duty doctor\" model” Yes, No", "Adopt the \"duty doctor\" model", ["Yes", "No"] },
        { "\"Adopt it? “Yes, No", "Adopt it?", ["Yes", "No"] },
        { "»Adopt it« Yes, No", "Adopt it", ["Yes", "No"] },
        { "'Best day'\nMon\nTue", "Best day", ["Mon", "Tue"] },
        { "Don't we trust GPs' views? We don't, We do", "Don't we trust GPs' views?", ["We don't", "We do"] },
        { "'Don't we trust them?' We don't, We do", "Don't we trust them?", ["We don't", "We do"] },
        { "Which? ', ‘’, Yes", "Which?", ["'", "Yes"] },
        { "Like it 🎉? 👍, 👎🏽, 👨‍👩‍👧", "Like it 🎉?", ["👍", "👎🏽", "👨‍👩‍👧"] },
        { "How much? -5%, 0, +5%", "How much?", ["-5%", "0", "+5%"] },
        { "When? 17:00, 18:00", "When?", ["17:00", "18:00"] },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void What_is_typed_is_read_as_a_person_would(string words, string question, string[] choices)
    {
        var command = PollCommand.Read(words);
        Assert.Equal(question, command.Question);
        Assert.Equal(choices, command.Choices);
    }

    [Fact]
    public void What_was_typed_by_the_rules_is_read_back_whatever_the_words_are()
    {
        var word = Gen.Elements("Yes", "No, never", "a; b", "two\nlines", "Don't", "🎉", "Should we?", "17:00").NonEmptyListOf().Select(words => string.Join(' ', words));
        Prop.ForAll(word.ToArbitrary(), word.ListOf().ToArbitrary(), Gen.Elements("\"\"", "“”", "„“", "«»").ToArbitrary(), (question, choices, marks) =>
        {
            string Quoted(string words) => marks[0] + words + marks[1];
            var command = PollCommand.Read($"{Quoted(question)} {string.Join(',', choices.Select(Quoted))}");
            return command.Question == question && command.Choices.SequenceEqual(choices);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Fact]
    public void Whatever_is_typed_is_read_without_an_empty_or_untrimmed_part()
        => Prop.ForAll(Gen.Elements('"', '“', '”', '\'', '’', '?', ',', ';', '\n', ' ', ':', 'a', 'B').ArrayOf().Select(letters => new string(letters)).ToArbitrary(), words =>
        {
            var command = PollCommand.Read(words);
            return command.Question == command.Question.Trim() && command.Choices.All(choice => choice.Length > 0 && choice == choice.Trim());
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
}
