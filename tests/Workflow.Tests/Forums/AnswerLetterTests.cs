using CsCheck;
using Shouldly;
using Workflow.Forums.Consultations;
using Xunit;

namespace Workflow.Tests.Forums;

public sealed class AnswerLetterTests
{
    [Fact]
    public void ClosingAndWhatFollows_IsTheSignature()
    {
        var letter = AnswerLetter.Read(
            "Kære Tove\n\nBænkene mangler.\n\nMed venlig hilsen\n\nÅse Birkholt\nStorgade 1, 2. th.\nTlf. 12 34 56 78\n");

        letter.Greeting.ShouldBe("Kære Tove");
        letter.Body.ShouldBe("Bænkene mangler.");
        letter.Signature.ShouldBe("Med venlig hilsen\n\nÅse Birkholt\nStorgade 1, 2. th.\nTlf. 12 34 56 78");
    }

    [Fact]
    public void ContactDetailsWithoutAClosing_AreTheSignature()
    {
        var letter = AnswerLetter.Read("Bænkene mangler.\n\nÅse Birkholt\nFormand\naase@raad.invalid\n\nMobil 12 34 56 78");

        letter.Body.ShouldBe("Bænkene mangler.");
        letter.Signature.ShouldStartWith("Åse Birkholt");
        letter.Signature.ShouldContain("12 34 56 78");
    }

    [Theory]
    [InlineData("Ring på tlf. 12 34 56 78.")]
    [InlineData("Bænkene mangler.\n\nHilsen fra bestyrelsen er, at de ønskes malet.")]
    [InlineData("Bænkene mangler.\n\nSkriv til park@by.invalid, når de er malet, så henter vi dem selv.")]
    [InlineData("Bænkene mangler.\n\nMvh\nÅse\n\nPS: Lamperne mangler også.")]
    public void WhatMayBeSaid_Stays(string text)
    {
        AnswerLetter.Read(text).Signature.ShouldBeEmpty();
        AnswerLetter.Read(text).Body.ShouldBe(text);
    }

    [Fact]
    public void Letter_LosesNothing() => Gen.Int[0, Lines.Length - 1].Select(number => Lines[number]).Array[0, 12]
        .Sample(lines =>
        {
            var letter = AnswerLetter.Read(string.Join('\n', lines));
            var whole = string.Join('\n', letter.Greeting, letter.Body, letter.Signature);
            Words(whole).ShouldBe(Words(string.Join('\n', lines)));
            if (lines.Any(line => line.Length > 0))
                letter.Body.ShouldNotBeEmpty();
        });

    private static readonly string[] Lines =
        ["Kære Tove", "Bænkene mangler.", "", "Mvh", "Med venlig hilsen", "Åse Birkholt", "Tlf. 12 34 56 78", "PS: mere",
        "aase@raad.invalid"];

    private static string[] Words(string text) => text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
}
