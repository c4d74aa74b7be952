namespace Workflow.Documents.Printing;

/// <summary>A body or a person has a language the product has no words for.</summary>
public sealed class UnknownLanguageException(string code)
    : InvalidOperationException(
        $"There are no texts in the language '{code}'; write 'da' or 'en' in the body or the people register.");
