using System.Globalization;
using System.Text.Json;
using Workflow.Engine.Activities;

namespace Workflow.Engine.Definitions;

/// <summary>Reads <c>{"typeName":"String","expression":{"type":"Literal","value":…}}</c>, and nothing else.</summary>
internal static class InputReader
{
    public static string? Read(JsonElement element, ActivityInput input, string path, ErrorList errors)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty("typeName", out var typeName))
        {
            errors.Add(
                "untyped-input", path, "The input has no 'typeName'; Elsa would drop it.",
                $"Write {{\"typeName\":\"{input.TypeName}\",\"expression\":{{\"type\":\"Literal\",\"value\":…}}}}.");
            return null;
        }

        errors.RefuseUnknown(element, path, ["typeName", "expression"]);
        if (typeName.ValueKind != JsonValueKind.String || typeName.GetString() != input.TypeName)
            errors.Add(
                "wrong-input-type", $"{path}.typeName", $"The input's type is '{typeName}'.", $"Write \"{input.TypeName}\".");
        return Literal(element, input, path, errors);
    }

    private static string? Literal(JsonElement element, ActivityInput input, string path, ErrorList errors)
    {
        if (!element.TryGetProperty("expression", out var expression) || expression.ValueKind != JsonValueKind.Object
            || !expression.TryGetProperty("type", out var type) || !expression.TryGetProperty("value", out var value))
        {
            errors.Add(
                "missing-expression", $"{path}.expression", "The input has no expression with type and value.",
                "Write \"expression\": {\"type\": \"Literal\", \"value\": …}.");
            return null;
        }

        errors.RefuseUnknown(expression, $"{path}.expression", ["type", "value"]);
        if (type.ValueKind != JsonValueKind.String || type.GetString() != "Literal")
        {
            errors.Add(
                "not-literal", $"{path}.expression.type", $"The expression is '{type}'; only Literal is supported.",
                "What varies per body is data in the body's rules; what decides is an activity with outcomes.");
            return null;
        }

        return Value(value, input, $"{path}.expression.value", errors);
    }

    private static string? Value(JsonElement value, ActivityInput input, string path, ErrorList errors)
    {
        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number when input.TypeName == "Int32" => value.GetRawText(),
            JsonValueKind.True or JsonValueKind.False when input.TypeName == "Boolean" => value.GetBoolean() ? "true" : "false",
            _ => null,
        };
        text = text is null ? null : Canonical(text, input.TypeName);
        if (text is null)
        {
            errors.Add("wrong-value", path, $"'{value}' is no {input.TypeName}.", input.Summary);
            return null;
        }

        if (input.Allowed.Count == 0 || input.Allowed.Contains(text, StringComparer.Ordinal))
            return text;
        errors.Add("value-not-allowed", path, $"'{text}' is not allowed here.", Hints.Nearest(text, input.Allowed));
        return null;
    }

    /// <summary>A number has one text, however it was written: every runtime hands the same to the activity.</summary>
    /// <returns>Null where it is none of the type.</returns>
    private static string? Canonical(string text, string typeName) => typeName switch
    {
        "Int32" => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number.ToString(CultureInfo.InvariantCulture)
            : null,
        "Boolean" => text is "true" or "false" ? text : null,
        _ => text,
    };
}
