using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using LeadershipBot.Domain.Text;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Domain.Text;

public sealed class PatientDataTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    [Theory]
    [InlineData("485 777 3457")]
    [InlineData("4857773457")]
    [InlineData("485-777-3457")]
    [InlineData("485.777.3457")]
    [InlineData("485/777/3457")]
    [InlineData("485\n777\n3457")]
    [InlineData("4 8 5 7 7 7 3 4 5 7")]
    [InlineData("48 57-77 34 - 57")]
    [InlineData("NHS4857773457 please")]
    [InlineData("Please see 485 777 3457, thanks")]
    [InlineData("His number is (485) 777-3457.")]
    [InlineData("４８５ ７７７ ３４５７")]
    [InlineData("٤٨٥ ٧٧٧ ٣٤٥٧")]
    [InlineData("④⑧⑤ 777 3457")]
    [InlineData("485\u200B777\u200D34\u00AD57")]
    [InlineData("4\uFE0F\u20E38\uFE0F\u20E35\uFE0F\u20E37773457")]
    [InlineData("485\u00A0777\u20093457")]
    [InlineData("485\u2011777\u22123457")]
    [InlineData("485\u3164777\u28003457")]
    [InlineData("12 485 777 3457 7")]
    [InlineData("Synthetic 999 000 0018")]
    [InlineData("\uD83D 485 777 3457")]
    public void An_NHS_number_is_found_however_it_is_written(string text)
        => Assert.Equal(PatientDataKind.NhsNumber, PatientData.FindIn(text, Today));

    [Theory]
    [InlineData("")]
    [InlineData("We should extend hours.")]
    [InlineData("GMC 7012345, ODS A81001, list size 11,482")]
    [InlineData("Call 020 7946 0958 or 01642 672351")]
    [InlineData("Call +44 20 7946 0958 or 0044 7700 900123")]
    [InlineData("Call 07700 900123, +44 7700 900123, +44 (0)7700 900123 or 0 7700 900123")]
    [InlineData("485 777 3456 has a wrong check digit")]
    [InlineData("14857773457 has eleven digits")]
    [InlineData("485 777, 3457 appointments and 12 vacancies")]
    [InlineData("320 000 0007")]
    [InlineData("500 000 0006")]
    [InlineData("Budget of £485,777 in 2025 and £345,600 in 2026")]
    public void Other_numbers_pass(string text) => Assert.Null(PatientData.FindIn(text, Today));

    [Fact]
    public void A_number_outside_the_ranges_counts_where_words_say_what_it_is()
    {
        var number = Valid("320000000");
        Assert.Null(PatientData.FindIn($"Reference {number}", Today));
        Assert.Equal(PatientDataKind.NhsNumber, PatientData.FindIn($"NHS number: {number}", Today));
        Assert.Equal(PatientDataKind.NhsNumber, PatientData.FindIn($"her CHI {number}", Today));
    }

    [Theory]
    [InlineData("Mrs Jones, 12/03/1960")]
    [InlineData("mr jones 12.3.60")]
    [InlineData("DOB 12-03-1960")]
    [InlineData("D.O.B. 12 / 03 / 1960")]
    [InlineData("dob12/03/1960")]
    [InlineData("DOB 12031960")]
    [InlineData("DOB: 12 03 1960")]
    [InlineData("born on 12 March 1960")]
    [InlineData("born 12th of Mar '60")]
    [InlineData("Born March 12, 1960")]
    [InlineData("born 1960-03-12")]
    [InlineData("born 3/25/1960")]
    [InlineData("born 12/12/26")]
    [InlineData("the patient was seen on 21/11/2026")]
    [InlineData("lives at SW20 8DA, seen 1/2/2026")]
    [InlineData("seen 1 Feb 2026 near sw208da")]
    [InlineData("Mrs Jones,                                                                        12/03/1960")]
    [InlineData("Ｍｒｓ Jones １２／０３／１９６０")]
    [InlineData("P\u200Batient 12/03/1960")]
    public void A_past_date_beside_a_patient_word_or_postcode_is_found(string text)
        => Assert.Equal(PatientDataKind.DateNearPatientWord, PatientData.FindIn(text, Today));

    [Theory]
    [InlineData("Mr Jones speaks on 22/11/2026")]
    [InlineData("Mrs Jones speaks on 12/12/2026")]
    [InlineData("Mr Jones speaks on 12/12/26")]
    [InlineData("The board met on 12/03/2024")]
    [InlineData("Patients seen since 01/04/2024: 50")]
    [InlineData("Mr Jones has 31/02/1960 points")]
    [InlineData("Mr Jones, room 12.30, call 01642 672351")]
    [InlineData("Open 9.10-14.00 at SW20 8DA")]
    [InlineData("Q1 2nd meeting was on 12/03/2024")]
    [InlineData("SW20 8DA from 15 May onwards")]
    [InlineData("Mr Jones asked that we look again at the date of the last meeting: 12/03/2024")]
    [InlineData("the mrsa audit of 12/03/2024")]
    public void Other_dates_pass(string text) => Assert.Null(PatientData.FindIn(text, Today));

    [Fact]
    public void The_distance_is_forty_characters_on_either_side()
    {
        Assert.NotNull(PatientData.FindIn("dob" + new string('.', 40) + "1/1/1960", Today));
        Assert.Null(PatientData.FindIn("dob" + new string('.', 41) + "1/1/1960", Today));
        Assert.NotNull(PatientData.FindIn("1/1/1960" + new string('.', 40) + "dob", Today));
        Assert.Null(PatientData.FindIn("1/1/1960" + new string('.', 41) + "dob", Today));
    }

    [Fact]
    public void A_date_is_past_from_the_day_after_it()
    {
        Assert.Null(PatientData.FindIn("Mr Jones 22/11/2026", Today));
        Assert.NotNull(PatientData.FindIn("Mr Jones 22/11/2026", Today.AddDays(1)));
    }

    [Fact]
    public void Every_valid_number_in_range_is_found_however_spaced()
    {
        var number = Gen.Choose(0, 99_999_999).SelectMany(rest => Gen.Elements("4", "6", "7", "9")
            .Select(first => first == "9" ? $"999{rest % 1_000_000:000000}" : $"{first}{rest:00000000}"));
        var spacing = Gen.ArrayOf(Gen.Elements("", " ", "-", "\u00A0", " - ", "\u200B", "\u2013"), 9);
        var surrounding = Gen.Elements("", "Please see ", "12. ", "Ms B, ", "(");
        var text =
            from nine in number
            where CheckDigit(nine) is not null
            from gaps in spacing
            from before in surrounding
            select before + string.Concat(Valid(nine).Select((digit, at) => at < 9 ? digit + gaps[at] : digit.ToString()));
        Prop.ForAll(text.ToArbitrary(), shown => PatientData.FindIn(shown, Today) == PatientDataKind.NhsNumber)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
    }

    [Fact]
    public void A_number_with_one_wrong_digit_passes()
    {
        var changed =
            from nine in Gen.Choose(400_000_000, 499_999_999)
            where CheckDigit($"{nine}") is not null
            from at in Gen.Choose(1, 9)
            from step in Gen.Choose(1, 9)
            let valid = Valid($"{nine}")
            select valid[..at] + (char)('0' + ((valid[at] - '0' + step) % 10)) + valid[(at + 1)..];
        Prop.ForAll(changed.ToArbitrary(), number => PatientData.FindIn(number, Today) is null)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    [Fact]
    public void No_text_makes_it_fail()
        => Prop.ForAll(ArbMap.Default.ArbFor<string?>(), text => { PatientData.FindIn(text ?? "", Today); })
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Theory]
    [InlineData("1 ")]
    [InlineData("12/")]
    [InlineData("12/12/")]
    [InlineData("dob ")]
    [InlineData("d.o.b")]
    [InlineData("SW20 8D")]
    [InlineData("1 january ")]
    [InlineData("         ")]
    [InlineData("nhs numbe")]
    public void A_hostile_text_takes_time_in_proportion_to_its_length(string piece)
    {
        PatientData.FindIn(Repeated(piece, 10_000), Today);
        var started = Stopwatch.GetTimestamp();
        PatientData.FindIn(Repeated(piece, 200_000), Today);
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void The_names_addresses_and_phones_of_all_practices_pass()
    {
        var refused = new List<string>();
        foreach (var line in File.ReadLines(Needs.SharedData("ods/epraccur.csv")))
        {
            var fields = line.Trim('"').Split("\",\"");
            var (code, name, address, phone) = (fields[0], fields[1], string.Join(", ", fields[4..10]), fields[17]);
            foreach (var text in (string[])[name, address, phone, $"{code} {name}, {address}, {phone}", $"{name}\n{address.Replace(", ", "\n")}\n{phone}"])
                if (PatientData.FindIn(text, Today) is { } kind)
                    refused.Add($"{kind}: {text}");
        }

        Assert.Empty(refused);
    }

    private static string Repeated(string piece, int length) => string.Concat(Enumerable.Repeat(piece, length / piece.Length));

    private static int? CheckDigit(string nine)
    {
        var remainder = nine.Select((digit, at) => (digit - '0') * (10 - at)).Sum() % 11;
        return remainder switch { 0 => 0, 1 => null, _ => 11 - remainder };
    }

    private static string Valid(string nine) => nine + CheckDigit(nine);
}
