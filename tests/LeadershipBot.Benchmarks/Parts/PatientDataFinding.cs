using System.Text;
using BenchmarkDotNet.Attributes;
using LeadershipBot.Domain.Text;

namespace LeadershipBot.Benchmarks.Parts;

/// <summary>Looking for patients' details in 500 characters that hold none, as in every question that is asked.</summary>
public class PatientDataFinding
{
    private static readonly DateOnly Today = new(2026, 3, 2);

    private string _text = "";

    [GlobalSetup]
    public void Prepare()
    {
        const string sentence = "Should all 12 practices open from 9:30 to 12:00 on Saturdays from 4 April 2026 on, as 2 of 3 asked for? ";
        _text = string.Concat(Enumerable.Repeat(sentence, 5))[..500];
        if (PatientData.FindIn(_text, Today) is { } found)
            throw new InvalidOperationException($"The text is to hold none, but {found} was found.");
    }

    /// <summary>The least: the text is folded, so that look-alike digits count as digits.</summary>
    [Benchmark(Baseline = true)]
    public int FoldAndCountDigits() => _text.Normalize(NormalizationForm.FormKC).Count(char.IsAsciiDigit);

    [Benchmark]
    public bool FindInFiveHundredCharacters() => PatientData.FindIn(_text, Today) is not null;
}
